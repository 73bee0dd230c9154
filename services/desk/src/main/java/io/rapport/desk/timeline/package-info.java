/** What was said and decided, read from the log. */
@NullMarked
package io.rapport.desk.timeline;

import org.jspecify.annotations.NullMarked;
