package io.rapport.contracts.signals;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;

/**
 * There is a new message in the chat's history, in either direction.
 *
 * @param number of the message, counted from 1 in its thread
 */
@EventType("rapport.chat-signals.line-added.v1")
public record LineAdded(ThreadRef thread, long number, Instant at) implements ChatSignal {}
