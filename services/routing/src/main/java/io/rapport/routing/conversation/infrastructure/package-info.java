/** Kafka, PostgreSQL, HTTP and the clock around conversations. */
@NullMarked
package io.rapport.routing.conversation.infrastructure;

import org.jspecify.annotations.NullMarked;
