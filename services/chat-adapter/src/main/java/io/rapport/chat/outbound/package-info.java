/** What we write by chat. */
@NullMarked
package io.rapport.chat.outbound;

import org.jspecify.annotations.NullMarked;
