/** A Mastodon server, as the company's account there sees it. */
@NullMarked
package io.rapport.sandbox.mastodon;

import org.jspecify.annotations.NullMarked;
