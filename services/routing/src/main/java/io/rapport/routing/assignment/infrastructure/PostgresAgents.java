package io.rapport.routing.assignment.infrastructure;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Statements;
import io.rapport.routing.assignment.application.Agents;
import io.rapport.routing.assignment.model.Agent;
import io.rapport.routing.assignment.model.Roster;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PostgresAgents implements Agents {
    private static final String COLUMNS = """
            tenant, id, display_name, capacity, auto_accept, active, presence, open_count, last_assigned_at, profile_at,
            presence_at""";
    private static final String LOCK =
            "select " + COLUMNS + " from agent where tenant = any($1) order by tenant, id for update";
    private static final String ALL = "select " + COLUMNS + " from agent where tenant = $1 order by display_name, id";
    private static final String WITH_WORK_TO_GIVE = """
            select distinct a.tenant from agent a
            where a.active and a.presence = 'AVAILABLE' and a.open_count < a.capacity
              and exists (
                select from conversation c
                where c.tenant = a.tenant and c.state = 'QUEUED' and not a.id = any(c.asked))
            """;
    private static final String SAVE = """
            insert into agent (tenant, id, display_name, capacity, auto_accept, active, presence, open_count,
              last_assigned_at, profile_at, presence_at)
            """ + Statements.rows("""
            tenant text, id uuid, display_name text, capacity int, auto_accept bool, active bool, presence text,
            open_count int, last_assigned_at timestamptz, profile_at timestamptz, presence_at timestamptz""") + """
            on conflict (tenant, id) do update set display_name = excluded.display_name, capacity = excluded.capacity,
              auto_accept = excluded.auto_accept, active = excluded.active, presence = excluded.presence,
              open_count = excluded.open_count, last_assigned_at = excluded.last_assigned_at,
              profile_at = excluded.profile_at, presence_at = excluded.presence_at
            """;

    private final Pool pool;

    PostgresAgents(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Roster>> lock(SqlClient transaction, Set<TenantId> tenants) {
        var names = tenants.stream().map(TenantId::value).toArray(String[]::new);
        return transaction.preparedQuery(LOCK).execute(Tuple.of(names)).map(rows -> {
            var byTenant = new LinkedHashMap<TenantId, List<Agent>>();
            tenants.forEach(tenant -> byTenant.put(tenant, new ArrayList<>()));
            for (var row : rows) {
                var agent = agent(row);
                byTenant.computeIfAbsent(agent.tenant(), tenant -> new ArrayList<>())
                        .add(agent);
            }
            return byTenant.entrySet().stream()
                    .map(tenant -> new Roster(tenant.getKey(), tenant.getValue()))
                    .toList();
        });
    }

    @Override
    public Uni<List<Agent>> all(TenantId tenant) {
        return pool.preparedQuery(ALL).execute(Tuple.of(tenant.value())).map(rows -> {
            var agents = new ArrayList<Agent>(rows.size());
            rows.forEach(row -> agents.add(agent(row)));
            return agents;
        });
    }

    @Override
    public Uni<List<TenantId>> tenantsWithWorkToGive() {
        return pool.preparedQuery(WITH_WORK_TO_GIVE).execute().map(rows -> {
            var tenants = new ArrayList<TenantId>(rows.size());
            rows.forEach(row -> tenants.add(TenantId.of(row.getString(0))));
            return tenants;
        });
    }

    @Override
    public Uni<Void> save(SqlClient transaction, List<Agent> agents) {
        int n = agents.size();
        if (n == 0) {
            return Uni.createFrom().voidItem();
        }
        var tenant = new String[n];
        var id = new UUID[n];
        var name = new String[n];
        var capacity = new Integer[n];
        var autoAccept = new Boolean[n];
        var active = new Boolean[n];
        var presence = new String[n];
        var open = new Integer[n];
        var lastAssignedAt = new @Nullable OffsetDateTime[n];
        var profileAt = new @Nullable OffsetDateTime[n];
        var presenceAt = new @Nullable OffsetDateTime[n];
        for (int i = 0; i < n; i++) {
            var agent = agents.get(i);
            tenant[i] = agent.tenant().value();
            id[i] = agent.id().value();
            name[i] = agent.name();
            capacity[i] = agent.capacity();
            autoAccept[i] = agent.autoAccept();
            active[i] = agent.active();
            presence[i] = agent.presence().name();
            open[i] = agent.open();
            lastAssignedAt[i] = utc(agent.lastAssignedAt());
            profileAt[i] = utc(agent.profileAt());
            presenceAt[i] = utc(agent.presenceAt());
        }
        var columns = Tuple.tuple();
        for (var column : List.<Object>of(
                tenant,
                id,
                name,
                capacity,
                autoAccept,
                active,
                presence,
                open,
                lastAssignedAt,
                profileAt,
                presenceAt)) {
            columns.addValue(column);
        }
        return transaction.preparedQuery(SAVE).execute(columns).replaceWithVoid();
    }

    private static Agent agent(Row row) {
        return new Agent(
                TenantId.of(row.getString(0)),
                new AgentId(row.getUUID(1)),
                row.getString(2),
                row.getInteger(3),
                row.getBoolean(4),
                row.getBoolean(5),
                Presence.valueOf(row.getString(6)),
                row.getInteger(7),
                instant(row.getOffsetDateTime(8)),
                instant(row.getOffsetDateTime(9)),
                instant(row.getOffsetDateTime(10)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
