package io.rapport.care.recovery.infrastructure;

import io.rapport.care.recovery.application.Recoveries;
import io.rapport.care.recovery.model.ApologyAssignment.Candidate;
import io.rapport.care.recovery.model.Recovery;
import io.rapport.care.recovery.model.RecoveryState.Closed;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recoveries in PostgreSQL. */
@ApplicationScoped
class PostgresRecoveries implements Recoveries {
    private static final String CANDIDATES = """
            select a.tenant, a.agent_id, a.available,
                (select count(*) from recovery r
                 where r.tenant = a.tenant and r.assignee_id = a.agent_id and r.state = 'OPEN') as apologies
            from agent a where a.tenant = any($1::text[]) and a.active""";

    private static final String ADD = """
            insert into recovery (tenant, recovery_id, customer_id, customer_address, customer_name, conversation_id,
                thread, opened_at, cause, rating, scale_min, scale_max, comment, apology_due_at, assignee_id,
                opened_event_id, story, version, state)
            select tenant, recovery_id, customer_id, customer_address, customer_name, conversation_id,
                thread::jsonb, opened_at, cause, rating, scale_min, scale_max, comment, apology_due_at, assignee_id,
                opened_event_id, story, 1, 'OPEN'
            from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[],
                $8::timestamptz[], $9::text[], $10::int[], $11::int[], $12::int[], $13::text[], $14::timestamptz[],
                $15::uuid[], $16::uuid[], $17::text[])
                as r (tenant, recovery_id, customer_id, customer_address, customer_name, conversation_id, thread,
                    opened_at, cause, rating, scale_min, scale_max, comment, apology_due_at, assignee_id,
                    opened_event_id, story)
            on conflict do nothing
            returning recovery_id""";

    private static final String TAKE = "select * from recovery where tenant = $1 and recovery_id = $2 for update";

    private static final String SAVE = """
            update recovery set version = $3, state = $4, apology_request_id = $5, apology_by = $6, apology_text = $7,
                apology_sent = $8, apology_at = $9, close_request_id = $10, closed_by = $11, recovered = $12, note = $13,
                closed_at = $14
            where tenant = $1 and recovery_id = $2""";

    private static final String NAME =
            "select name from agent where tenant = $1 and agent_id = $2 and name is not null";

    private final RecoveryRows rows;

    PostgresRecoveries(RecoveryRows rows) {
        this.rows = rows;
    }

    @Override
    public Uni<Map<TenantId, List<Candidate>>> candidates(SqlConnection tx, Set<TenantId> tenants) {
        return tx.preparedQuery(CANDIDATES)
                .execute(Tuple.of(tenants.stream().map(TenantId::value).toArray(String[]::new)))
                .map(found -> {
                    var candidates = new HashMap<TenantId, List<Candidate>>();
                    for (var row : found) {
                        candidates
                                .computeIfAbsent(TenantId.of(row.getString("tenant")), any -> new ArrayList<>())
                                .add(new Candidate(
                                        new AgentId(row.getUUID("agent_id")),
                                        row.getBoolean("available"),
                                        row.getInteger("apologies")));
                    }
                    return candidates;
                });
    }

    @Override
    public Uni<Set<UUID>> add(SqlConnection tx, List<Recovery> recoveries) {
        return tx.preparedQuery(ADD)
                .execute(Tuple.from(List.of(
                        column(recoveries, r -> r.tenant().value()).toArray(String[]::new),
                        column(recoveries, Recovery::id).toArray(UUID[]::new),
                        column(recoveries, r -> r.customerId().value()).toArray(UUID[]::new),
                        column(
                                        recoveries,
                                        r -> r.customer() == null
                                                ? null
                                                : r.customer().address())
                                .toArray(String[]::new),
                        column(
                                        recoveries,
                                        r -> r.customer() == null
                                                ? null
                                                : r.customer().name())
                                .toArray(String[]::new),
                        column(
                                        recoveries,
                                        r -> r.conversationId() == null
                                                ? null
                                                : r.conversationId().value())
                                .toArray(UUID[]::new),
                        column(recoveries, r -> rows.write(r.thread())).toArray(String[]::new),
                        column(recoveries, r -> utc(r.openedAt())).toArray(OffsetDateTime[]::new),
                        column(recoveries, Recovery::cause).toArray(String[]::new),
                        column(recoveries, Recovery::rating).toArray(Integer[]::new),
                        column(recoveries, Recovery::scaleMin).toArray(Integer[]::new),
                        column(recoveries, Recovery::scaleMax).toArray(Integer[]::new),
                        column(recoveries, Recovery::comment).toArray(String[]::new),
                        column(recoveries, r -> utc(r.apologyDueAt())).toArray(OffsetDateTime[]::new),
                        column(recoveries, r -> id(r.assignee())).toArray(UUID[]::new),
                        column(recoveries, Recovery::openedEventId).toArray(UUID[]::new),
                        column(recoveries, Recovery::story).toArray(String[]::new))))
                .map(added -> {
                    var ids = new HashSet<UUID>();
                    added.forEach(row -> ids.add(row.getUUID("recovery_id")));
                    return ids;
                });
    }

    @Override
    public Uni<Optional<Recovery>> take(SqlConnection tx, TenantId tenant, UUID id) {
        return tx.preparedQuery(TAKE).execute(Tuple.of(tenant.value(), id)).map(found -> {
            var row = found.iterator();
            return row.hasNext() ? Optional.of(rows.recovery(row.next())) : Optional.empty();
        });
    }

    @Override
    public Uni<Void> save(SqlConnection tx, Recovery recovery) {
        var apology = recovery.apology();
        var closed = recovery.state() instanceof Closed closing ? closing : null;
        var row = Tuple.of(
                recovery.tenant().value(), recovery.id(), recovery.version(), RecoveryRows.name(recovery.state()));
        row.addValue(apology == null ? null : apology.requestId())
                .addValue(apology == null ? null : apology.by().value())
                .addValue(apology == null ? null : apology.text())
                .addValue(apology == null ? null : apology.sentToCustomer())
                .addValue(apology == null ? null : utc(apology.at()))
                .addValue(closed == null ? null : closed.requestId())
                .addValue(closed == null ? null : closed.by().value())
                .addValue(closed == null ? null : closed.recovered())
                .addValue(closed == null ? null : closed.note())
                .addValue(closed == null ? null : utc(closed.at()));
        return tx.preparedQuery(SAVE).execute(row).replaceWithVoid();
    }

    @Override
    public Uni<Optional<String>> nameOf(SqlConnection tx, TenantId tenant, AgentId agent) {
        return tx.preparedQuery(NAME)
                .execute(Tuple.of(tenant.value(), agent.value()))
                .map(found -> {
                    var row = found.iterator();
                    return row.hasNext() ? Optional.of(row.next().getString("name")) : Optional.empty();
                });
    }

    private static <T extends @Nullable Object> Stream<T> column(
            List<Recovery> recoveries, Function<Recovery, T> value) {
        return recoveries.stream().map(value);
    }

    private static @Nullable UUID id(@Nullable AgentId agent) {
        return agent == null ? null : agent.value();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
