/** The fictional customers. */
@NullMarked
package io.rapport.sandbox.people;

import org.jspecify.annotations.NullMarked;
