/** Vonage, as its customers see it. */
@NullMarked
package io.rapport.sandbox.vonage;

import org.jspecify.annotations.NullMarked;
