/** A short message service centre that speaks SMPP. */
@NullMarked
package io.rapport.sandbox.smpp;

import org.jspecify.annotations.NullMarked;
