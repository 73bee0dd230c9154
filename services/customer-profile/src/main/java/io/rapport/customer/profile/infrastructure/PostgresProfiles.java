package io.rapport.customer.profile.infrastructure;

import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.customers.Identity;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import io.rapport.customer.profile.application.Profiles;
import io.rapport.customer.profile.model.Name;
import io.rapport.customer.profile.model.Sighting;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Profiles in PostgreSQL. */
@ApplicationScoped
class PostgresProfiles implements Profiles {
    // gives back only whom to tell about at once: most messages come from somebody known and change nothing but counts
    private static final String RECORD = """
            with seen as (
                insert into profile as p (tenant, customer_id, channel, address, name, name_at, first_seen_at,
                    last_seen_at, inward_count, outward_count, dirty, published_at)
                select s.*, false, $11
                from (""" + Statements.rows("""
                tenant text, customer_id uuid, channel text, address text, name text, name_at timestamptz,
                first_seen_at timestamptz, last_seen_at timestamptz, inward_count bigint, outward_count bigint""") + """
                ) as s
                on conflict (tenant, customer_id) do update set
                    name = case when excluded.name_at > coalesce(p.name_at, '-infinity') then excluded.name else p.name end,
                    name_at = greatest(p.name_at, excluded.name_at),
                    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
                    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at),
                    inward_count = p.inward_count + excluded.inward_count,
                    outward_count = p.outward_count + excluded.outward_count,
                    dirty = true
                returning new.tenant, new.customer_id, old.customer_id is null as created,
                    old.name is distinct from new.name as renamed)
            select tenant, customer_id, created from seen where created or renamed""";

    private static final String TELL = """
            update profile p set dirty = false, published_at = $3
            from unnest($1::text[], $2::uuid[]) as t (tenant, customer_id)
            where p.tenant = t.tenant and p.customer_id = t.customer_id
            returning p.*""";

    private static final String CLAIM = """
            update profile p set dirty = false, published_at = $2
            from (select tenant, customer_id from profile where dirty and published_at <= $1
                  order by published_at limit $3 for update skip locked) as due
            where p.tenant = due.tenant and p.customer_id = due.customer_id
            returning p.*""";

    private static final String TAKE = """
            update profile set dirty = false, published_at = $3 where tenant = $1 and customer_id = $2 returning *""";

    private static final String FIND = "select * from profile where tenant = $1 and customer_id = $2";

    private static final String ALLOW = """
            insert into consent as c (tenant, customer_id, purpose, channel, status, at, evidence)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant, customer_id, purpose, channel)
            do update set status = excluded.status, at = excluded.at, evidence = excluded.evidence
            where excluded.at >= c.at""";

    private static final String CONSENTS = """
            select c.* from consent c
            join unnest($1::text[], $2::uuid[]) as w (tenant, customer_id) using (tenant, customer_id)
            order by c.purpose, c.channel""";

    private record Key(String tenant, UUID customer) {
        static Key of(Sighting sighting) {
            return new Key(
                    sighting.key().tenant().value(), sighting.key().customerId().value());
        }

        static Key of(Row row) {
            return new Key(row.getString("tenant"), row.getUUID("customer_id"));
        }
    }

    private final Pool pool;

    PostgresProfiles(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Told>> record(SqlConnection tx, Collection<Sighting> sightings, Instant now) {
        return tx.preparedQuery(RECORD)
                .execute(Tuple.from(List.of(
                        sightings.stream().map(s -> s.key().tenant().value()).toArray(String[]::new),
                        sightings.stream()
                                .map(s -> s.key().customerId().value())
                                .toArray(UUID[]::new),
                        sightings.stream().map(s -> s.channel().name()).toArray(String[]::new),
                        sightings.stream().map(Sighting::address).toArray(String[]::new),
                        sightings.stream().map(s -> text(s.name())).toArray(String[]::new),
                        sightings.stream().map(s -> at(s.name())).toArray(OffsetDateTime[]::new),
                        sightings.stream().map(s -> utc(s.firstAt())).toArray(OffsetDateTime[]::new),
                        sightings.stream().map(s -> utc(s.lastAt())).toArray(OffsetDateTime[]::new),
                        sightings.stream().map(Sighting::inward).toArray(Long[]::new),
                        sightings.stream().map(Sighting::outward).toArray(Long[]::new),
                        utc(now))))
                .chain(rows -> {
                    var created = new HashSet<Key>();
                    var renamed = new ArrayList<Key>();
                    rows.forEach(row -> (row.getBoolean("created") ? created : renamed).add(Key.of(row)));
                    var told = new ArrayList<Told>(rows.size());
                    sightings.stream()
                            .filter(sighting -> created.contains(Key.of(sighting)))
                            .forEach(sighting -> told.add(first(sighting, now)));
                    return tell(tx, renamed, now).invoke(told::addAll).replaceWith(told);
                });
    }

    private static Uni<List<Told>> tell(SqlConnection tx, List<Key> renamed, Instant now) {
        return renamed.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.preparedQuery(TELL)
                        .execute(keys(renamed).addValue(utc(now)))
                        .chain(rows -> withConsents(tx, rows, now));
    }

    /** What there is to tell about somebody new is what was seen; reading it back would say nothing else. */
    private static Told first(Sighting seen, Instant now) {
        return new Told(
                seen.key().tenant(),
                new ProfileChanged(
                        seen.key().customerId(),
                        now,
                        text(seen.name()),
                        List.of(new Identity(seen.channel(), seen.address())),
                        seen.firstAt(),
                        seen.lastAt(),
                        seen.inward(),
                        seen.outward(),
                        List.of(),
                        List.of()));
    }

    @Override
    public Uni<List<Told>> claim(SqlConnection tx, Instant toldBefore, Instant now, int most) {
        return tx.preparedQuery(CLAIM)
                .execute(Tuple.of(utc(toldBefore), utc(now), most))
                .chain(rows -> withConsents(tx, rows, now));
    }

    @Override
    public Uni<Optional<Told>> allow(
            SqlConnection tx, TenantId tenant, CustomerId customer, Consent consent, String evidence, Instant now) {
        var channel = consent.channel();
        return tx.preparedQuery(TAKE)
                .execute(Tuple.of(tenant.value(), customer.value(), utc(now)))
                .call(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(ALLOW)
                                .execute(Tuple.from(List.of(
                                        tenant.value(),
                                        customer.value(),
                                        consent.purpose().name(),
                                        channel == null ? "" : channel.name(),
                                        consent.status().name(),
                                        utc(consent.at()),
                                        evidence))))
                .chain(taken -> withConsents(tx, taken, now))
                .map(told -> told.stream().findFirst());
    }

    @Override
    public Uni<Optional<ProfileChanged>> find(TenantId tenant, CustomerId customer, Instant now) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(tenant.value(), customer.value()))
                .chain(rows -> withConsents(pool, rows, now))
                .map(told -> told.stream().map(Told::profile).findFirst());
    }

    private static Uni<List<Told>> withConsents(SqlClient client, RowSet<Row> rows, Instant now) {
        var keys = new ArrayList<Key>(rows.size());
        rows.forEach(row -> keys.add(Key.of(row)));
        return consents(client, keys).map(consents -> profiles(rows, consents, now));
    }

    private static Uni<Map<Key, List<Consent>>> consents(SqlClient client, List<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return client.preparedQuery(CONSENTS).execute(keys(keys)).map(rows -> {
            var consents = new HashMap<Key, List<Consent>>();
            rows.forEach(row -> consents.computeIfAbsent(Key.of(row), any -> new ArrayList<>())
                    .add(consent(row)));
            return consents;
        });
    }

    private static List<Told> profiles(RowSet<Row> rows, Map<Key, List<Consent>> consents, Instant now) {
        var told = new ArrayList<Told>(rows.size());
        for (var row : rows) {
            told.add(new Told(
                    TenantId.of(row.getString("tenant")),
                    new ProfileChanged(
                            new CustomerId(row.getUUID("customer_id")),
                            now,
                            row.getString("name"),
                            List.of(new Identity(Channel.valueOf(row.getString("channel")), row.getString("address"))),
                            row.getOffsetDateTime("first_seen_at").toInstant(),
                            row.getOffsetDateTime("last_seen_at").toInstant(),
                            row.getLong("inward_count"),
                            row.getLong("outward_count"),
                            consents.getOrDefault(Key.of(row), List.of()),
                            List.of())));
        }
        return told;
    }

    private static Consent consent(Row row) {
        var channel = row.getString("channel");
        return new Consent(
                MessagePurpose.valueOf(row.getString("purpose")),
                channel.isEmpty() ? null : Channel.valueOf(channel),
                ConsentStatus.valueOf(row.getString("status")),
                row.getOffsetDateTime("at").toInstant());
    }

    private static Tuple keys(List<Key> keys) {
        return Tuple.of(
                keys.stream().map(Key::tenant).toArray(String[]::new),
                keys.stream().map(Key::customer).toArray(UUID[]::new));
    }

    private static @Nullable String text(@Nullable Name name) {
        return name == null ? null : name.text();
    }

    private static @Nullable OffsetDateTime at(@Nullable Name name) {
        return name == null ? null : utc(name.at());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
