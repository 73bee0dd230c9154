package io.rapport.experience.score.infrastructure;

import static java.util.Comparator.comparing;

import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.experience.score.application.Found;
import io.rapport.experience.score.application.Scores;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.EvidenceKind;
import io.rapport.experience.score.model.ExperienceScore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evidence and scores in PostgreSQL. */
@ApplicationScoped
class PostgresScores implements Scores {
    // the update also locks the row, so that two transactions never publish from half the evidence each
    private static final String TAKE = """
            insert into score as s (tenant, customer_id, customer_name)
            select * from unnest($1::text[], $2::uuid[], $3::text[])
            on conflict (tenant, customer_id)
            do update set customer_name = coalesce(excluded.customer_name, s.customer_name)
            returning s.tenant, s.customer_id, s.score""";

    private static final String ADD = """
            insert into evidence (tenant, event_id, customer_id, kind, at)
            select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[])
            on conflict do nothing""";

    private static final String EVIDENCE = """
            select e.tenant, e.customer_id, e.event_id, e.kind, e.at
            from evidence e join unnest($1::text[], $2::uuid[]) as k (tenant, customer_id) using (tenant, customer_id)""";

    private static final String PUBLISH = """
            update score as s set score = p.score, evidence_at = p.evidence_at
            from unnest($1::text[], $2::uuid[], $3::float8[], $4::timestamptz[])
                as p (tenant, customer_id, score, evidence_at)
            where s.tenant = p.tenant and s.customer_id = p.customer_id""";

    @Override
    public Uni<List<Standing>> add(SqlConnection tx, List<Found> found) {
        var names = new TreeMap<Key, @Nullable String>(
                comparing((Key key) -> key.tenant().value())
                        .thenComparing(key -> key.customerId().value()));
        for (var piece : found) {
            var key = new Key(piece.cause().tenant(), piece.customerId());
            var name = piece.customerName();
            names.put(key, name == null ? names.get(key) : name);
        }
        var keys = List.copyOf(names.keySet());
        return tx.preparedQuery(TAKE)
                .execute(keys(keys).addValue(names.values().toArray(String[]::new)))
                .chain(taken -> tx.preparedQuery(ADD)
                        .execute(evidence(found))
                        .chain(added -> tx.preparedQuery(EVIDENCE).execute(keys(keys)))
                        .map(rows -> standings(taken, rows)));
    }

    @Override
    public Uni<Void> publish(SqlConnection tx, Map<Key, ExperienceScore> scores) {
        if (scores.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var values = scores.values();
        return tx.preparedQuery(PUBLISH)
                .execute(keys(List.copyOf(scores.keySet()))
                        .addValue(values.stream().map(ExperienceScore::value).toArray(Double[]::new))
                        .addValue(values.stream()
                                .map(score -> score.asOf().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static List<Standing> standings(RowSet<Row> taken, RowSet<Row> rows) {
        var evidence = evidenceByCustomer(rows);
        var standings = new ArrayList<Standing>(taken.size());
        for (var row : taken) {
            var key = key(row);
            standings.add(new Standing(key, row.getDouble("score"), evidence.getOrDefault(key, List.of())));
        }
        return standings;
    }

    static Map<Key, List<Evidence>> evidenceByCustomer(RowSet<Row> rows) {
        var evidence = new HashMap<Key, List<Evidence>>();
        for (var row : rows) {
            evidence.computeIfAbsent(key(row), key -> new ArrayList<>())
                    .add(new Evidence(
                            row.getUUID("event_id"),
                            EvidenceKind.valueOf(row.getString("kind")),
                            row.getOffsetDateTime("at").toInstant()));
        }
        return evidence;
    }

    private static Key key(Row row) {
        return new Key(TenantId.of(row.getString("tenant")), new CustomerId(row.getUUID("customer_id")));
    }

    private static Tuple keys(List<Key> keys) {
        return Tuple.of(
                keys.stream().map(key -> key.tenant().value()).toArray(String[]::new),
                keys.stream().map(key -> key.customerId().value()).toArray(UUID[]::new));
    }

    private static Tuple evidence(List<Found> found) {
        return Tuple.of(
                found.stream().map(f -> f.cause().tenant().value()).toArray(String[]::new),
                found.stream().map(f -> f.evidence().eventId()).toArray(UUID[]::new),
                found.stream().map(f -> f.customerId().value()).toArray(UUID[]::new),
                found.stream().map(f -> f.evidence().kind().name()).toArray(String[]::new),
                found.stream()
                        .map(f -> f.evidence().at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }
}
