/** The channel accounts an adapter serves. */
@NullMarked
package io.rapport.platform.channel.account;

import org.jspecify.annotations.NullMarked;
