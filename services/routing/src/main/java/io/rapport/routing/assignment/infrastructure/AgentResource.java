package io.rapport.routing.assignment.infrastructure;

import io.quarkus.security.Authenticated;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.assignment.application.Agents;
import io.rapport.routing.assignment.model.Agent;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who has how much. */
@Path("/routing/agents")
@Authenticated
class AgentResource {
    private final Agents agents;
    private final JsonWebToken caller;

    AgentResource(Agents agents, JsonWebToken caller) {
        this.agents = agents;
        this.caller = caller;
    }

    record AgentLoad(AgentId id, String displayName, Presence presence, int openConversations, int capacity) {
        static AgentLoad of(Agent agent) {
            return new AgentLoad(agent.id(), agent.name(), agent.presence(), agent.open(), agent.capacity());
        }
    }

    @GET
    public Uni<List<AgentLoad>> all() {
        return agents.all(TenantId.of(caller.getClaim("tenant")))
                .map(all ->
                        all.stream().filter(Agent::active).map(AgentLoad::of).toList());
    }
}
