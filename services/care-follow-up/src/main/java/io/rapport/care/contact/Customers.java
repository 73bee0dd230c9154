package io.rapport.care.contact;

import static java.util.Comparator.comparing;

import io.rapport.contracts.Event;
import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Names and consents, each as new as the newest event about it. */
@ApplicationScoped
class Customers {
    private static final String NAME =
            """
            insert into customer as c (tenant, customer_id, name, known_at)
            """ + Statements.rows("tenant text, customer_id uuid, name text, known_at timestamptz") + """
            on conflict (tenant, customer_id) do update set name = excluded.name, known_at = excluded.known_at
            where c.known_at is null or excluded.known_at >= c.known_at""";

    private static final String ALLOW = """
            insert into consent as c (tenant, customer_id, purpose, channel, status, at)
            select distinct on (1, 2, 3, 4) *
            from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
                as p (tenant, customer_id, purpose, channel, status, at)
            order by 1, 2, 3, 4, at desc
            on conflict (tenant, customer_id, purpose, channel) do update set status = excluded.status, at = excluded.at
            where excluded.at >= c.at""";

    private record Key(String tenant, UUID customer) {}

    private record Given(String tenant, UUID customer, Consent consent) {}

    Uni<Void> on(SqlConnection tx, List<Event<CustomerEvent>> events) {
        // in the same order in every transaction, so that two of them never wait for each other in a circle
        var profiles = new TreeMap<Key, ProfileChanged>(comparing(Key::tenant).thenComparing(Key::customer));
        var given = new ArrayList<Given>();
        for (var event : events) {
            var tenant = event.envelope().tenant().value();
            var customer = event.data().customerId().value();
            if (event.data() instanceof ProfileChanged profile) {
                profiles.merge(
                        new Key(tenant, customer),
                        profile,
                        (one, other) -> other.at().isBefore(one.at()) ? one : other);
                // the topic keeps only the latest event of a customer, so the profile alone must be enough
                profile.consents().forEach(consent -> given.add(new Given(tenant, customer, consent)));
            } else if (event.data() instanceof ConsentChanged changed) {
                given.add(new Given(
                        tenant,
                        customer,
                        new Consent(changed.purpose(), changed.channel(), changed.status(), changed.at())));
            }
        }
        return Statements.together(List.of(name(tx, profiles), allow(tx, given)));
    }

    private static Uni<Void> name(SqlConnection tx, SortedMap<Key, ProfileChanged> profiles) {
        var keys = profiles.keySet();
        var latest = profiles.values();
        return profiles.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(NAME)
                        .execute(Tuple.of(
                                keys.stream().map(Key::tenant).toArray(String[]::new),
                                keys.stream().map(Key::customer).toArray(UUID[]::new),
                                latest.stream().map(ProfileChanged::name).toArray(String[]::new),
                                latest.stream()
                                        .map(it -> it.at().atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> allow(SqlConnection tx, List<Given> given) {
        return given.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(ALLOW)
                        .execute(Tuple.of(
                                given.stream().map(Given::tenant).toArray(String[]::new),
                                given.stream().map(Given::customer).toArray(UUID[]::new),
                                given.stream()
                                        .map(it -> it.consent().purpose().name())
                                        .toArray(String[]::new),
                                given.stream().map(it -> channel(it.consent())).toArray(String[]::new),
                                given.stream()
                                        .map(it -> it.consent().status().name())
                                        .toArray(String[]::new),
                                given.stream()
                                        .map(it -> it.consent().at().atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new)))
                        .replaceWithVoid();
    }

    private static String channel(Consent consent) {
        var channel = consent.channel();
        return channel == null ? "" : channel.name();
    }
}
