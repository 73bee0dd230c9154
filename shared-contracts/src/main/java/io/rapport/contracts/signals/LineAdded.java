package io.rapport.contracts.signals;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ThreadId;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * There is a new message in the chat's history, in either direction.
 *
 * @param number of the message, counted from 1 in its thread
 * @param others what was added to other chats of the tenant in the same moment; absent when nothing was
 */
@EventType("rapport.chat-signals.line-added.v1")
public record LineAdded(
        ThreadRef thread, long number, Instant at, @Nullable List<Other> others) implements ChatSignal {
    public LineAdded {
        others = others == null || others.isEmpty() ? null : List.copyOf(others);
    }

    /** A message of another chat. */
    public record Other(ThreadId thread, long number) {}
}
