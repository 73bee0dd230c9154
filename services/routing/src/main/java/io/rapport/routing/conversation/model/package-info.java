/** A conversation in service: its states, what moves it, and what may not. */
@NullMarked
package io.rapport.routing.conversation.model;

import org.jspecify.annotations.NullMarked;
