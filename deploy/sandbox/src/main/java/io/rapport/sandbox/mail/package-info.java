/** The customer's side of mail. */
@NullMarked
package io.rapport.sandbox.mail;

import org.jspecify.annotations.NullMarked;
