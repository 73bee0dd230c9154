/** The read model, and how news changes it. */
@NullMarked
package io.rapport.desk.timeline.model;

import org.jspecify.annotations.NullMarked;
