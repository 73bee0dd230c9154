package io.rapport.care.agent;

import io.rapport.contracts.Event;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.value.Presence;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The people who work here; there are few events about them, so each is one statement. */
@ApplicationScoped
class Agents {
    private static final String PROFILE = """
            insert into agent as a (tenant, agent_id, name, active, profile_at) values ($1, $2, $3, $4, $5)
            on conflict (tenant, agent_id) do update set
                name = excluded.name, active = excluded.active, profile_at = excluded.profile_at
            where a.profile_at is null or excluded.profile_at >= a.profile_at""";

    private static final String PRESENCE = """
            insert into agent as a (tenant, agent_id, available, presence_at) values ($1, $2, $3, $4)
            on conflict (tenant, agent_id) do update set available = excluded.available, presence_at = excluded.presence_at
            where a.presence_at is null or excluded.presence_at >= a.presence_at""";

    Uni<Void> on(SqlConnection tx, List<Event<AgentEvent>> events) {
        var profiles = new ArrayList<Tuple>();
        var presences = new ArrayList<Tuple>();
        for (var event : events) {
            var tenant = event.envelope().tenant().value();
            switch (event.data()) {
                case AgentProfileChanged profile ->
                    profiles.add(Tuple.of(
                            tenant,
                            profile.agentId().value(),
                            profile.displayName(),
                            profile.active(),
                            profile.at().atOffset(ZoneOffset.UTC)));
                case AgentPresenceChanged presence ->
                    presences.add(Tuple.of(
                            tenant,
                            presence.agentId().value(),
                            presence.presence() == Presence.AVAILABLE,
                            presence.at().atOffset(ZoneOffset.UTC)));
            }
        }
        return save(tx, PROFILE, profiles).chain(() -> save(tx, PRESENCE, presences));
    }

    private static Uni<Void> save(SqlConnection tx, String statement, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(statement).executeBatch(rows).replaceWithVoid();
    }
}
