package io.rapport.desk.timeline.application;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadId;
import io.rapport.desk.timeline.model.ConversationState;
import io.rapport.desk.timeline.model.SlaState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a line of the inbox shows it.
 *
 * @param reason why it is where it is, in words
 * @param network what people call the network its account is on, where the channel has several
 * @param audience who can read it, where the network has both kinds
 * @param preview how its last message begins
 */
public record Summary(
        ConversationId id,
        ThreadId threadId,
        @Nullable String subject,
        Channel channel,
        @Nullable String network,
        @Nullable Audience audience,
        Customer customer,
        ConversationState state,
        @Nullable Assignee assignee,
        @Nullable Offer offer,
        @Nullable String reason,
        @Nullable String preview,
        @Nullable Direction lastDirection,
        Instant lastMessageAt,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant firstReplyDueAt,
        @Nullable Instant firstReplyAt,
        SlaState slaState,
        long version) {

    /** The other side. */
    public record Customer(CustomerId id, @Nullable String name, String address) {}

    /** Who can read a conversation on a network. */
    public enum Audience {
        /** Everybody. */
        PUBLIC,
        /** Only who takes part. */
        DIRECT
    }

    /** Who has it. */
    public record Assignee(AgentId id, String name) {}

    /** Who is asked to take it, and until when. */
    public record Offer(AgentId agentId, Instant expiresAt) {}
}
