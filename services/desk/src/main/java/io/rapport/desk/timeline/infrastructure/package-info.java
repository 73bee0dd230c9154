/** Kafka's and PostgreSQL's side of the timeline. */
@NullMarked
package io.rapport.desk.timeline.infrastructure;

import org.jspecify.annotations.NullMarked;
