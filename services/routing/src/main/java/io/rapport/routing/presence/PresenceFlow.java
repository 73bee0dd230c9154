package io.rapport.routing.presence;

import io.rapport.contracts.Event;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.assignment.model.Agent;
import io.rapport.routing.assignment.model.Roster;
import io.rapport.routing.conversation.application.Turn;
import io.rapport.routing.conversation.application.Turns;
import io.rapport.routing.conversation.model.ConversationState.Offered;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the agents: who becomes available is given what waits longest; who leaves loses the offers, not the work.
 *
 * <p>Agents are locked before the conversations here, which is safe because the conversations are locked with {@code skip
 * locked}.
 */
@ApplicationScoped
class PresenceFlow {
    private final Turns turns;

    PresenceFlow(Turns turns) {
        this.turns = turns;
    }

    Uni<Void> on(SqlConnection transaction, List<Event<AgentEvent>> events) {
        var tenants = new HashSet<TenantId>();
        events.forEach(event -> tenants.add(event.envelope().tenant()));
        return turns.withAgents(transaction, turns.begin(), tenants).chain(turn -> {
            var left = new HashMap<TenantId, Set<AgentId>>();
            for (var event : events) {
                var tenant = event.envelope().tenant();
                var agent = apply(turn.roster(tenant), event.data());
                var gone = left.computeIfAbsent(tenant, t -> new HashSet<>());
                if (agent.isAvailable()) {
                    gone.remove(agent.id());
                } else {
                    gone.add(agent.id());
                }
            }
            return withdrawOffers(transaction, turn, left).chain(() -> turns.finish(transaction, turn));
        });
    }

    private static Agent apply(Roster roster, AgentEvent event) {
        var agent = switch (event) {
            case AgentPresenceChanged changed ->
                known(roster, changed.agentId()).presence(changed.presence(), changed.at());
            case AgentProfileChanged changed ->
                known(roster, changed.agentId())
                        .profile(
                                changed.displayName(),
                                changed.capacity(),
                                changed.autoAccept(),
                                changed.active(),
                                changed.at());
        };
        roster.put(agent);
        return agent;
    }

    private static Agent known(Roster roster, AgentId id) {
        var agent = roster.find(id);
        return agent == null ? Agent.unknown(roster.tenant(), id) : agent;
    }

    private Uni<Void> withdrawOffers(SqlConnection transaction, Turn turn, Map<TenantId, Set<AgentId>> left) {
        Uni<Void> withdrawn = Uni.createFrom().voidItem();
        for (var tenant : left.keySet()) {
            var agents = left.get(tenant);
            if (agents != null && !agents.isEmpty()) {
                withdrawn = withdrawn.chain(() -> turns.offered(transaction, turn, tenant, agents)
                        .invoke(offered -> offered.forEach(conversation -> {
                            if (conversation.state() instanceof Offered offer) {
                                turn.keep(tenant, null, turn.router(tenant).withdrawn(conversation, offer.agent()));
                            }
                        }))
                        .replaceWithVoid());
            }
        }
        return withdrawn;
    }
}
