/** What visitors who have gone get by mail. */
@NullMarked
package io.rapport.chat.mail;

import org.jspecify.annotations.NullMarked;
