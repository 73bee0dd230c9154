package io.rapport.desk.inbox;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The people who take work. */
@Singleton
public class Agents {
    /** An agent and where they are. */
    public record Colleague(AgentId id, String displayName, Presence presence) {}

    private final Pool pool;

    Agents(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Colleague>> all(TenantId tenant) {
        return pool.preparedQuery("""
                        select id, display_name, presence from account
                        where tenant = $1 and active and 'agent' = any(roles) order by display_name, id
                        """).execute(Tuple.of(tenant.value())).map(Agents::colleagues);
    }

    public Uni<List<Colleague>> of(TenantId tenant, Collection<UUID> ids) {
        return pool.preparedQuery("select id, display_name, presence from account where tenant = $1 and id = any($2)")
                .execute(Tuple.of(tenant.value(), ids.toArray(UUID[]::new)))
                .map(Agents::colleagues);
    }

    Uni<Boolean> canWork(TenantId tenant, AgentId id) {
        return pool.preparedQuery(
                        "select from account where tenant = $1 and id = $2 and active and 'agent' = any(roles)")
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(rows -> rows.size() == 1);
    }

    private static List<Colleague> colleagues(RowSet<Row> rows) {
        var found = new ArrayList<Colleague>(rows.size());
        rows.forEach(row -> found.add(new Colleague(
                new AgentId(row.getUUID("id")),
                row.getString("display_name"),
                Presence.valueOf(row.getString("presence")))));
        return found;
    }
}
