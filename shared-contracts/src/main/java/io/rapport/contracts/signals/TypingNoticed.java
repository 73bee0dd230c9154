package io.rapport.contracts.signals;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody began or stopped writing; it holds for some seconds and is told again while it goes on.
 *
 * @param direction INWARD: the customer writes
 * @param author who writes to the customer; absent when the customer writes
 */
@EventType("rapport.chat-signals.typing-noticed.v1")
public record TypingNoticed(
        ThreadRef thread, Direction direction, @Nullable Author author, boolean typing, Instant at)
        implements ChatSignal {}
