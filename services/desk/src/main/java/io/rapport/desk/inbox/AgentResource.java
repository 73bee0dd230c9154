package io.rapport.desk.inbox;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.desk.account.SessionGate;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;

/** Who is there, and how much each has. */
@Path("/api/agents")
@Singleton
class AgentResource {
    record AgentView(AgentId id, String displayName, Presence presence, long openConversations) {}

    private final Agents agents;
    private final TimelineQueries queries;

    AgentResource(Agents agents, TimelineQueries queries) {
        this.agents = agents;
        this.queries = queries;
    }

    @GET
    public Uni<List<AgentView>> agents(@Context RoutingContext request) {
        var tenant = SessionGate.signedIn(request).tenant();
        return Uni.combine()
                .all()
                .unis(agents.all(tenant), queries.load(tenant))
                .with((all, load) -> all.stream()
                        .map(agent -> new AgentView(
                                agent.id(), agent.displayName(), agent.presence(), load.getOrDefault(agent.id(), 0L)))
                        .toList());
    }
}
