/** Reaches out to customers, and makes mistakes good. */
@NullMarked
package io.rapport.care;

import org.jspecify.annotations.NullMarked;
