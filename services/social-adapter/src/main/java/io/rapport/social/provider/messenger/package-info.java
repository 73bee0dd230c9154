/** Messenger and Instagram: one API, one kind of webhook, two networks. */
@NullMarked
package io.rapport.social.provider.messenger;

import org.jspecify.annotations.NullMarked;
