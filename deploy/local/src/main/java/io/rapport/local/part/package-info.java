/** The parts that can be run: PostgreSQL, Kafka, Connect and any Java program, all tied to the life of whoever started them. */
@NullMarked
package io.rapport.local.part;

import org.jspecify.annotations.NullMarked;
