/** Sending through an SMTP relay. */
@NullMarked
package io.rapport.email.provider.smtp;

import org.jspecify.annotations.NullMarked;
