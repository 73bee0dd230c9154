/** Saying that something changed, to every desk at once. */
@NullMarked
package io.rapport.desk.change;

import org.jspecify.annotations.NullMarked;
