/** The way of a SendMessage command through any adapter: gate, send once, tell. */
@NullMarked
package io.rapport.platform.channel.outbound;

import org.jspecify.annotations.NullMarked;
