/** Writes mail as the world does: many senders, over SMTP, again when it did not get through. */
@NullMarked
package io.rapport.load.mail;

import org.jspecify.annotations.NullMarked;
