package io.rapport.experience.score.infrastructure;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.value.CustomerId;
import io.rapport.experience.score.application.ConversationOwners;
import io.rapport.experience.score.application.Found;
import io.rapport.experience.score.model.Evidence;
import io.rapport.experience.score.model.EvidenceKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Owners of conversations in PostgreSQL. */
@ApplicationScoped
class PostgresConversationOwners implements ConversationOwners {
    private static final String REMEMBER = """
            with owner as (
                insert into conversation (tenant, conversation_id, customer_id, customer_name)
                select distinct on (1, 2) * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[])
                order by 1, 2
                on conflict do nothing
                returning tenant, conversation_id, customer_id, customer_name)
            delete from waiting_breach w using owner o
            where w.tenant = o.tenant and w.conversation_id = o.conversation_id
            returning w.event_id, w.at, o.conversation_id, o.customer_id, o.customer_name""";

    private static final String RESOLVE = """
            with breach as (
                select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[])
                    as b (tenant, conversation_id, event_id, at)),
            waiting as (
                insert into waiting_breach (tenant, conversation_id, event_id, at)
                select b.* from breach b left join conversation c using (tenant, conversation_id)
                where c.customer_id is null
                on conflict do nothing)
            select b.event_id, b.at, c.conversation_id, c.customer_id, c.customer_name
            from breach b join conversation c using (tenant, conversation_id)""";

    @Override
    public Uni<List<Found>> remember(SqlConnection tx, List<Event<ConversationOpened>> opened) {
        if (opened.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(REMEMBER)
                .execute(conversations(opened)
                        .addValue(opened.stream()
                                .map(event -> event.data().customerId().value())
                                .toArray(UUID[]::new))
                        .addValue(opened.stream()
                                .map(event -> event.data().customer().name())
                                .toArray(String[]::new)))
                .map(rows -> found(rows, causes(opened)));
    }

    @Override
    public Uni<List<Found>> resolve(SqlConnection tx, List<Event<SlaBreached>> breached) {
        if (breached.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(RESOLVE)
                .execute(conversations(breached)
                        .addValue(breached.stream()
                                .map(event -> event.envelope().id())
                                .toArray(UUID[]::new))
                        .addValue(breached.stream()
                                .map(event -> event.data().at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new)))
                .map(rows -> found(rows, causes(breached)));
    }

    private static Tuple conversations(List<? extends Event<? extends ConversationEvent>> events) {
        return Tuple.of(
                events.stream().map(event -> event.envelope().tenant().value()).toArray(String[]::new),
                events.stream()
                        .map(event -> event.data().conversationId().value())
                        .toArray(UUID[]::new));
    }

    private static Map<UUID, Envelope> causes(List<? extends Event<? extends ConversationEvent>> events) {
        var causes = new HashMap<UUID, Envelope>();
        events.forEach(event -> causes.put(event.data().conversationId().value(), event.envelope()));
        return causes;
    }

    private static List<Found> found(Iterable<Row> rows, Map<UUID, Envelope> causes) {
        var found = new ArrayList<Found>();
        for (var row : rows) {
            var cause = causes.get(row.getUUID("conversation_id"));
            if (cause != null) {
                found.add(new Found(
                        new CustomerId(row.getUUID("customer_id")),
                        row.getString("customer_name"),
                        new Evidence(
                                row.getUUID("event_id"),
                                EvidenceKind.FIRST_REPLY_LATE,
                                row.getOffsetDateTime("at").toInstant()),
                        cause));
            }
        }
        return found;
    }
}
