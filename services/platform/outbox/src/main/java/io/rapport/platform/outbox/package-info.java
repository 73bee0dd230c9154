/** Append an event in the caller's transaction; Debezium carries it to Kafka. */
@NullMarked
package io.rapport.platform.outbox;

import org.jspecify.annotations.NullMarked;
