package io.rapport.routing.conversation.application;

import io.rapport.contracts.value.TenantId;
import io.rapport.routing.assignment.application.Agents;
import io.rapport.routing.conversation.model.Conversation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** What time does: clocks warn and run out, offers expire, sleepers wake, what was passed over is given out. */
@ApplicationScoped
public class TimerFlow {
    private static final int AT_ONCE = 200;

    private final Pool pool;
    private final Turns turns;
    private final Conversations conversations;
    private final Agents agents;

    TimerFlow(Pool pool, Turns turns, Conversations conversations, Agents agents) {
        this.pool = pool;
        this.turns = turns;
        this.conversations = conversations;
        this.agents = agents;
    }

    public Uni<Void> run() {
        return tickAll().chain(this::sweep);
    }

    private Uni<Void> tickAll() {
        return pool.withTransaction(transaction -> {
                    var turn = turns.begin();
                    return conversations
                            .lockDue(transaction, turns.now(), AT_ONCE)
                            .call(due -> {
                                turn.loaded(due);
                                Set<TenantId> tenants =
                                        due.stream().map(Conversation::tenant).collect(Collectors.toSet());
                                return turns.withAgents(transaction, turn, tenants)
                                        .chain(() -> {
                                            due.forEach(conversation -> turn.keep(
                                                    conversation.tenant(),
                                                    null,
                                                    turn.router(conversation.tenant())
                                                            .ticked(conversation)));
                                            return turns.finish(transaction, turn);
                                        });
                            });
                })
                .chain(due -> due.size() < AT_ONCE ? Uni.createFrom().voidItem() : tickAll());
    }

    /** Gives out what waits although somebody has room: it was locked by somebody else when the room came up. */
    private Uni<Void> sweep() {
        return agents.tenantsWithWorkToGive()
                .chain(tenants -> Multi.createFrom()
                        .iterable(tenants)
                        .onItem()
                        .transformToUniAndConcatenate(tenant ->
                                pool.withTransaction(transaction -> agents.lock(transaction, Set.of(tenant))
                                        .chain(rosters -> {
                                            var turn = turns.begin();
                                            turn.use(rosters.getFirst());
                                            return turns.drain(transaction, turn, rosters.getFirst());
                                        })))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }
}
