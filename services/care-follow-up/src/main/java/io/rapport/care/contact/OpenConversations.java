package io.rapport.care.contact;

import static java.util.Comparator.comparing;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.value.CustomerId;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Which conversations are open; an older event never undoes a newer one. */
@ApplicationScoped
class OpenConversations {
    private static final String SAVE = """
            insert into conversation as c (tenant, conversation_id, customer_id, open, version, changed_at)
            """ + Statements.rows("""
            tenant text, conversation_id uuid, customer_id uuid, open bool, version bigint, changed_at timestamptz""") + """
            on conflict (tenant, conversation_id) do update set
                customer_id = excluded.customer_id, open = excluded.open, version = excluded.version,
                changed_at = excluded.changed_at
            where excluded.version > c.version""";

    private record Key(String tenant, UUID conversation) {}

    private record Latest(UUID customer, boolean open, long version, Instant at) {}

    Uni<Void> on(SqlConnection tx, List<Event<ConversationEvent>> events) {
        var latest = new TreeMap<Key, Latest>(comparing(Key::tenant).thenComparing(Key::conversation));
        for (var event : events) {
            var data = event.data();
            if (data instanceof ConversationOpened opened) {
                put(latest, event.envelope(), data, opened.customerId(), true);
            } else if (data instanceof ConversationReopened reopened) {
                put(latest, event.envelope(), data, reopened.customerId(), true);
            } else if (data instanceof ConversationResolved resolved) {
                put(latest, event.envelope(), data, resolved.customerId(), false);
            }
        }
        if (latest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var keys = latest.keySet();
        var values = latest.values();
        return tx.preparedQuery(SAVE)
                .execute(Tuple.of(
                        keys.stream().map(Key::tenant).toArray(String[]::new),
                        keys.stream().map(Key::conversation).toArray(UUID[]::new),
                        values.stream().map(Latest::customer).toArray(UUID[]::new),
                        values.stream().map(Latest::open).toArray(Boolean[]::new),
                        values.stream().map(Latest::version).toArray(Long[]::new),
                        values.stream()
                                .map(it -> it.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static void put(
            Map<Key, Latest> latest, Envelope envelope, ConversationEvent event, CustomerId customer, boolean open) {
        latest.merge(
                new Key(envelope.tenant().value(), event.conversationId().value()),
                new Latest(customer.value(), open, event.version(), event.at()),
                (one, other) -> other.version() > one.version() ? other : one);
    }
}
