package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/**
 * A clock is about to run out.
 *
 * @param clock the name of the clock, such as first-reply
 */
@EventType("rapport.conversations.sla-warned.v1")
public record SlaWarned(
        ConversationId conversationId, long version, Instant at, String clock, Instant dueAt, Explanation explanation)
        implements ConversationEvent {}
