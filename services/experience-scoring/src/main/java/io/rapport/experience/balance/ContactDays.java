package io.rapport.experience.balance;

import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many messages went which way, by day (UTC). */
@ApplicationScoped
public class ContactDays {
    private static final String COUNT =
            """
            insert into contact_day as d (tenant, day, inward, outward)
            """ + Statements.rows("tenant text, day date, inward bigint, outward bigint") + """
            on conflict (tenant, day)
            do update set inward = d.inward + excluded.inward, outward = d.outward + excluded.outward""";

    // the same order in every transaction, so that two of them never wait for each other in a circle
    private record Key(String tenant, LocalDate day) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::tenant).thenComparing(Key::day);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Count {
        private long inward;
        private long outward;
    }

    public Uni<Void> count(SqlConnection tx, List<Event<InteractionEvent>> events) {
        var counts = new TreeMap<Key, Count>();
        for (var event : events) {
            var tenant = event.envelope().tenant().value();
            switch (event.data()) {
                // what no person wrote is no contact
                case MessageReceived received
                when received.automation() == Automation.NONE -> count(counts, tenant, received.receivedAt()).inward++;
                case MessageSent sent -> count(counts, tenant, sent.sentAt()).outward++;
                case MessageReceived ignored -> {}
                case DeliveryUpdated ignored -> {}
                case ReactionReceived ignored -> {}
                case ConsentDeclared ignored -> {}
            }
        }
        return counts.isEmpty() ? Uni.createFrom().voidItem() : save(tx, counts);
    }

    private static Count count(SortedMap<Key, Count> counts, String tenant, Instant at) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return counts.computeIfAbsent(new Key(tenant, day), key -> new Count());
    }

    private static Uni<Void> save(SqlConnection tx, SortedMap<Key, Count> counts) {
        var keys = counts.keySet();
        return tx.preparedQuery(COUNT)
                .execute(Tuple.of(
                        keys.stream().map(Key::tenant).toArray(String[]::new),
                        keys.stream().map(Key::day).toArray(LocalDate[]::new),
                        counts.values().stream().map(count -> count.inward).toArray(Long[]::new),
                        counts.values().stream().map(count -> count.outward).toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
