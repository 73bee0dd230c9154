/** The chat adapter: visitors of web sites, connected by WebSocket. */
@NullMarked
package io.rapport.chat;

import org.jspecify.annotations.NullMarked;
