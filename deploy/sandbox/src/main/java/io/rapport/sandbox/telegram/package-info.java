/** Telegram, as bots see it. */
@NullMarked
package io.rapport.sandbox.telegram;

import org.jspecify.annotations.NullMarked;
