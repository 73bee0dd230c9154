package io.rapport.routing.conversation.application;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.Statements;
import io.rapport.platform.outbox.Outbox;
import io.rapport.routing.assignment.application.Agents;
import io.rapport.routing.assignment.application.AssignmentConfig;
import io.rapport.routing.assignment.model.Roster;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.ConversationKey;
import io.rapport.routing.conversation.model.RoutingPolicy;
import io.rapport.routing.conversation.model.ThreadKey;
import io.rapport.routing.sla.application.SlaConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Loads what a transaction decides about, and saves what it decided. */
@ApplicationScoped
public class Turns {
    /** So many conversations at most are given out in one transaction; the sweep takes the rest. */
    private static final int DRAINED_AT_ONCE = 500;

    private final Conversations conversations;
    private final Agents agents;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;
    private final RoutingPolicy policy;

    Turns(
            Conversations conversations,
            Agents agents,
            Outbox outbox,
            Events events,
            Clock clock,
            AssignmentConfig assignment,
            SlaConfig sla) {
        this.conversations = conversations;
        this.agents = agents;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
        this.policy = new RoutingPolicy(assignment.policy(), sla.policy());
    }

    /** The time as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A turn over nothing yet. */
    public Turn begin() {
        return new Turn(events, policy, now());
    }

    /** A turn over these conversations, as far as they exist. */
    Uni<Turn> begin(SqlClient transaction, Collection<ConversationKey> keys) {
        var turn = begin();
        return conversations.lock(transaction, keys).invoke(turn::loaded).replaceWith(turn);
    }

    /** A turn over the conversations of these threads, as far as they have one. */
    Uni<Turn> beginOf(SqlClient transaction, Collection<ThreadKey> threads) {
        var turn = begin();
        return conversations.lockOf(transaction, threads).invoke(turn::loaded).replaceWith(turn);
    }

    /** Adds the agents of these tenants. */
    public Uni<Turn> withAgents(SqlClient transaction, Turn turn, Set<TenantId> tenants) {
        return tenants.isEmpty()
                ? Uni.createFrom().item(turn)
                : agents.lock(transaction, tenants)
                        .invoke(rosters -> rosters.forEach(turn::use))
                        .replaceWith(turn);
    }

    /** Adds the conversations that are offered to these agents. */
    public Uni<List<Conversation>> offered(SqlClient transaction, Turn turn, TenantId tenant, Set<AgentId> to) {
        return conversations.lockOffered(transaction, tenant, to).invoke(turn::loaded);
    }

    /** Saves the turn; where agents gained room, what waits longest is given to them in the same transaction. */
    public Uni<Void> finish(SqlClient transaction, Turn turn) {
        var saved = save(transaction, turn);
        for (var roster : turn.rosters()) {
            if (roster.gainedRoom()) {
                saved = saved.chain(() -> drain(transaction, turn, roster));
            }
        }
        return saved;
    }

    Uni<Void> drain(SqlClient transaction, Turn turn, Roster roster) {
        int room = Math.min(roster.room(), DRAINED_AT_ONCE);
        if (room == 0) {
            return Uni.createFrom().voidItem();
        }
        return conversations
                .lockWaiting(transaction, roster.tenant(), roster.withRoom(), room)
                .chain(waiting -> {
                    turn.loaded(waiting);
                    var router = turn.router(roster.tenant());
                    for (var conversation : waiting) {
                        turn.keep(roster.tenant(), null, router.drained(conversation));
                    }
                    return save(transaction, turn);
                });
    }

    private Uni<Void> save(SqlClient transaction, Turn turn) {
        var unsaved = turn.takeUnsaved();
        var statements = new ArrayList<Uni<Void>>();
        if (!unsaved.inserted().isEmpty()) {
            statements.add(conversations.insert(transaction, unsaved.inserted()));
        }
        if (!unsaved.updated().isEmpty()) {
            statements.add(conversations.update(transaction, unsaved.updated()));
        }
        if (!unsaved.agents().isEmpty()) {
            statements.add(agents.save(transaction, unsaved.agents()));
        }
        if (!unsaved.told().isEmpty()) {
            statements.add(conversations.remember(transaction, unsaved.told()));
            statements.add(outbox.append(transaction, unsaved.outgoing()));
        }
        return Statements.together(statements);
    }
}
