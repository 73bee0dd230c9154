package io.rapport.care.contact;

import static java.util.Comparator.comparing;

import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last message of every thread, and the contact we started. */
@ApplicationScoped
class Threads {
    // a mail server may refuse header lines without end; the oldest and the newest ids are what programs thread by
    private static final int NEWEST_REFERENCES = 20;

    private static final String CONTINUE = """
            insert into thread as t (tenant, thread_id, subject, message_id, message_references, at)
            """ + Statements.rows("""
            tenant text, thread_id uuid, subject text, message_id text, message_references text, at timestamptz""") + """
            on conflict (tenant, thread_id) do update set
                subject = excluded.subject, message_id = excluded.message_id,
                message_references = excluded.message_references, at = excluded.at
            where excluded.at >= t.at""";

    private static final String COUNT = """
            insert into contact (tenant, command_id, customer_id, purpose, channel, at)
            select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[])
            on conflict do nothing""";

    private record Key(String tenant, UUID thread) {}

    private record Last(@Nullable String subject, String messageId, List<String> references, Instant at) {}

    Uni<Void> on(SqlConnection tx, List<Event<InteractionEvent>> events) {
        // in the same order in every transaction, so that two of them never wait for each other in a circle
        var last = new TreeMap<Key, Last>(comparing(Key::tenant).thenComparing(Key::thread));
        var started = new ArrayList<Event<MessageSent>>();
        for (var event : events) {
            switch (event.data()) {
                case MessageReceived in ->
                    last.merge(
                            key(event, in.thread().id()),
                            new Last(in.content().subject(), in.providerMessageId(), in.references(), in.receivedAt()),
                            Threads::later);
                case MessageSent out -> {
                    last.merge(
                            key(event, out.thread().id()),
                            new Last(out.content().subject(), out.providerMessageId(), out.references(), out.sentAt()),
                            Threads::later);
                    if (out.purpose().startedByUs()) {
                        started.add(new Event<>(event.envelope(), out));
                    }
                }
                case DeliveryUpdated ignored -> {}
                case ReactionReceived ignored -> {}
                case ConsentDeclared ignored -> {}
            }
        }
        return last.isEmpty() ? Uni.createFrom().voidItem() : save(tx, last.keySet(), last.values(), started);
    }

    private static Key key(Event<InteractionEvent> event, ThreadId thread) {
        return new Key(event.envelope().tenant().value(), thread.value());
    }

    private static Last later(Last one, Last other) {
        return other.at().isBefore(one.at()) ? one : other;
    }

    private static Uni<Void> save(
            SqlConnection tx, Collection<Key> keys, Collection<Last> last, List<Event<MessageSent>> started) {
        var continued = tx.preparedQuery(CONTINUE)
                .execute(Tuple.of(
                        keys.stream().map(Key::tenant).toArray(String[]::new),
                        keys.stream().map(Key::thread).toArray(UUID[]::new),
                        last.stream().map(Last::subject).toArray(String[]::new),
                        last.stream().map(Last::messageId).toArray(String[]::new),
                        last.stream().map(Threads::references).toArray(String[]::new),
                        last.stream()
                                .map(it -> it.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)));
        return started.isEmpty()
                ? continued.replaceWithVoid()
                : continued.chain(() -> tx.preparedQuery(COUNT)
                        .execute(Tuple.of(
                                started.stream()
                                        .map(it -> it.envelope().tenant().value())
                                        .toArray(String[]::new),
                                started.stream()
                                        .map(it -> it.data().commandId().value())
                                        .toArray(UUID[]::new),
                                started.stream()
                                        .map(it -> it.data().customerId().value())
                                        .toArray(UUID[]::new),
                                started.stream()
                                        .map(it -> it.data().purpose().name())
                                        .toArray(String[]::new),
                                started.stream()
                                        .map(it -> it.data().thread().channel().name())
                                        .toArray(String[]::new),
                                started.stream()
                                        .map(it -> it.data().sentAt().atOffset(ZoneOffset.UTC))
                                        .toArray(OffsetDateTime[]::new)))
                        .replaceWithVoid());
    }

    private static String references(Last message) {
        var all = message.references();
        int skipped = Math.max(0, all.size() - NEWEST_REFERENCES);
        return Stream.concat(
                        all.stream().limit(Math.min(1, skipped)), all.stream().skip(skipped))
                .collect(Collectors.joining(" "));
    }
}
