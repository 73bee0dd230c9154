/** Telegram: its webhook, its Bot API and its words. */
@NullMarked
package io.rapport.social.provider.telegram;

import org.jspecify.annotations.NullMarked;
