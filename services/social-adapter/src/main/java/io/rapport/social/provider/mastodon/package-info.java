/** Mastodon: its notifications, its posts and its words. */
@NullMarked
package io.rapport.social.provider.mastodon;

import org.jspecify.annotations.NullMarked;
