/** Errors as people and programs read them. */
@NullMarked
package io.rapport.desk.problem;

import org.jspecify.annotations.NullMarked;
