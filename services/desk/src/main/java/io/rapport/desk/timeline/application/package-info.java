/** Keeps the read model from the events of the log. */
@NullMarked
package io.rapport.desk.timeline.application;

import org.jspecify.annotations.NullMarked;
