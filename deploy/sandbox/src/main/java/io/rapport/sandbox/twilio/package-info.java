/** Twilio, as its customers see it. */
@NullMarked
package io.rapport.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
