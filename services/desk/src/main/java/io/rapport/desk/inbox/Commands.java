package io.rapport.desk.inbox;

import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.ClaimConversation;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.conversations.DeclineOffer;
import io.rapport.contracts.conversations.ResolveConversation;
import io.rapport.contracts.conversations.TransferConversation;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.desk.account.Role;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.rapport.desk.timeline.application.Summary;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.application.TimelineQueries.Target;
import io.rapport.desk.timeline.model.ConversationState;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What agents ask of routing.
 *
 * <p>The desk refuses what plainly cannot be, so that the person hears it at once; routing alone decides, and answers with an
 * event.
 */
@Singleton
class Commands {
    /** More than a customer writes before an agent looks. */
    private static final int READ_AT_ONCE = 20;

    /** What can be asked. */
    enum Type {
        ACCEPT,
        DECLINE,
        CLAIM,
        TRANSFER,
        RESOLVE
    }

    /**
     * A command as the browser gives it.
     *
     * @param version the version the person was looking at
     * @param read the entries of the customer's latest messages that the person was looking at; to resolve
     */
    record Wish(
            @Nullable UUID id,
            @Nullable Type type,
            @Nullable UUID toAgentId,
            @Nullable Long version,
            List<UUID> read) {
        Wish {
            read = read == null ? List.of() : List.copyOf(read);
        }
    }

    private final Pool pool;
    private final TimelineQueries queries;
    private final AcceptedCommands accepted;
    private final Agents agents;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;

    Commands(
            Pool pool,
            TimelineQueries queries,
            AcceptedCommands accepted,
            Agents agents,
            Outbox outbox,
            Events events,
            Clock clock) {
        this.pool = pool;
        this.queries = queries;
        this.accepted = accepted;
        this.agents = agents;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    Uni<Void> give(SignedIn who, ConversationId id, UUID commandId, Type type, Wish wish) {
        return pool.withTransaction(tx -> queries.lock(tx, who.tenant(), id)
                .map(found -> found.orElseThrow(InboxResource::unknown))
                .chain(target -> accepted.first(tx, who.tenant(), commandId, id)
                        .chain(first -> first
                                ? give(tx, who, target, commandId, type, wish)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> give(SqlConnection tx, SignedIn who, Target target, UUID commandId, Type type, Wish wish) {
        check(who, target, type, wish);
        return receiver(who, type, wish.toAgentId())
                .map(to -> command(who, target, commandId, type, to, wish.read()))
                .chain(command -> outbox.append(
                        tx,
                        List.of(new Outgoing(
                                Topics.CONVERSATION_COMMANDS,
                                events.withId(
                                        commandId,
                                        who.tenant(),
                                        command.conversationId().value(),
                                        command.at(),
                                        command)))));
    }

    private static void check(SignedIn who, Target target, Type type, Wish wish) {
        var summary = target.summary();
        switch (type) {
            case ACCEPT, DECLINE -> {
                if (!Standing.isOfferedTo(summary, who)) {
                    throw Refusal.conflict("This conversation is no longer offered to you.");
                }
            }
            case CLAIM -> {
                requireOpen(summary);
                Standing.requireFree(summary, who);
            }
            case RESOLVE -> {
                requireOpen(summary);
                Standing.requireFree(summary, who);
                requireRead(target, wish);
            }
            case TRANSFER -> {
                requireOpen(summary);
                // a supervisor may move what an absent colleague left behind; whether one is absent routing knows
                if (!who.has(Role.SUPERVISOR)) {
                    Standing.requireFree(summary, who);
                }
            }
        }
    }

    private static void requireOpen(Summary summary) {
        if (summary.state() == ConversationState.RESOLVED) {
            throw Refusal.conflict("This conversation is already resolved.");
        }
    }

    /** Finishing answers the customer's last message, so it is for those who have seen that message. */
    private static void requireRead(Target target, Wish wish) {
        var seen = wish.version();
        if (seen == null) {
            throw Refusal.unprocessable("Say which version of the conversation you saw.");
        }
        if (wish.read().size() > READ_AT_ONCE) {
            throw Refusal.unprocessable("Name at most %d messages that you have read.".formatted(READ_AT_ONCE));
        }
        if (seen < target.heardVersion() && !wish.read().contains(target.heardEntry())) {
            throw Refusal.conflict("The customer wrote again since you looked. Read that message, then decide.");
        }
    }

    private Uni<AgentId> receiver(SignedIn who, Type type, @Nullable UUID toAgentId) {
        if (type != Type.TRANSFER) {
            return Uni.createFrom().item(who.agentId());
        }
        if (toAgentId == null) {
            throw Refusal.unprocessable("Say to whom the conversation goes.");
        }
        var to = new AgentId(toAgentId);
        return agents.canWork(who.tenant(), to)
                .invoke(can -> {
                    if (!can) {
                        throw Refusal.unprocessable("There is no agent with this id who could take it.");
                    }
                })
                .replaceWith(to);
    }

    private ConversationCommand command(
            SignedIn who, Target target, UUID commandId, Type type, AgentId to, List<UUID> read) {
        var id = new CommandId(commandId);
        var conversation = target.summary().id();
        var by = who.agentId();
        var at = clock.instant();
        // what happened since the person looked was weighed above; routing compares with what this desk knows
        long version = target.summary().version();
        return switch (type) {
            case ACCEPT -> new AcceptOffer(id, conversation, by, version, at);
            case DECLINE -> new DeclineOffer(id, conversation, by, version, at);
            case CLAIM -> new ClaimConversation(id, conversation, by, version, at);
            case TRANSFER -> new TransferConversation(id, conversation, by, version, at, to);
            case RESOLVE -> new ResolveConversation(id, conversation, by, version, at, read);
        };
    }
}
