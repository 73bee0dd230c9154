package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** The agent said no, or the offer ran out. */
@EventType("rapport.conversations.offer-declined.v1")
public record OfferDeclined(
        ConversationId conversationId,
        long version,
        Instant at,
        AgentId agentId,
        boolean expired,
        Explanation explanation)
        implements ConversationEvent {}
