/** What was written to a visitor, by sequence number. */
@NullMarked
package io.rapport.chat.history;

import org.jspecify.annotations.NullMarked;
