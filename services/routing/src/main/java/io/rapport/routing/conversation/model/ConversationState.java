package io.rapport.routing.conversation.model;

import io.rapport.contracts.value.AgentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a conversation is. */
public sealed interface ConversationState {

    /** We wrote first; it becomes a conversation when the customer answers. */
    record Unopened() implements ConversationState {}

    /**
     * It waits for an agent.
     *
     * @param since since when the customer waits; kept when an offer fails, so that nobody loses a place
     * @param asked who declined it in this round
     * @param nextRoundAt when those are asked again, if they are all there is
     */
    record Queued(
            Instant since, Set<AgentId> asked, @Nullable Instant nextRoundAt) implements ConversationState {
        public Queued {
            asked = Set.copyOf(asked);
        }
    }

    /** An agent has until then to take it. */
    record Offered(AgentId agent, Instant expiresAt, Instant since, Set<AgentId> asked) implements ConversationState {
        public Offered {
            asked = Set.copyOf(asked);
        }

        @Override
        public AgentId holder() {
            return agent;
        }
    }

    /** An agent has it. */
    record Assigned(AgentId agent) implements ConversationState {
        @Override
        public AgentId holder() {
            return agent;
        }
    }

    /** It sleeps until then or until the customer writes; whoever had it is asked first afterwards. */
    record Snoozed(Instant until, @Nullable AgentId agent) implements ConversationState {}

    /** Dealt with, until the customer writes again. */
    record Resolved() implements ConversationState {}

    /** Whose load it counts towards. */
    default @Nullable AgentId holder() {
        return null;
    }
}
