/** The connections of visitors, and what goes over them. */
@NullMarked
package io.rapport.chat.provider.websocket;

import org.jspecify.annotations.NullMarked;
