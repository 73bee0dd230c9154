/** One PostgreSQL and one Kafka for all the tests of a build. */
@NullMarked
package io.rapport.local.shared;

import org.jspecify.annotations.NullMarked;
