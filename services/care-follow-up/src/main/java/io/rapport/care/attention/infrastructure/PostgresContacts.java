package io.rapport.care.attention.infrastructure;

import io.rapport.care.attention.application.Contacts;
import io.rapport.care.attention.application.OutwardContact;
import io.rapport.care.attention.model.AttentionDecision.Granted;
import io.rapport.care.attention.model.CustomerContext;
import io.rapport.care.attention.model.CustomerContext.OpenConversation;
import io.rapport.care.attention.model.CustomerContext.PastContact;
import io.rapport.care.attention.model.CustomerContext.Refusal;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Contexts and decisions in PostgreSQL. */
@ApplicationScoped
class PostgresContacts implements Contacts {
    // the update locks the row: two decisions about one customer never both see the budget unspent
    private static final String LOCK = """
            insert into customer as c (tenant, customer_id, name)
            select distinct on (1, 2) * from unnest($1::text[], $2::uuid[], $3::text[]) order by 1, 2
            on conflict (tenant, customer_id) do update set name = coalesce(c.name, excluded.name)""";

    // one row for each fact; recoveries are read here because an open one speaks against other contact
    private static final String FACTS = """
            with who as (select distinct * from unnest($1::text[], $2::uuid[]) as w (tenant, customer_id))
            select tenant, customer_id, 'refusal' as fact, purpose, channel, null::uuid as id, at
            from consent join who using (tenant, customer_id) where status in ('DENIED', 'REVOKED')
            union all
            select tenant, customer_id, 'conversation', null, null, conversation_id, changed_at
            from conversation join who using (tenant, customer_id) where open
            union all
            select tenant, customer_id, 'recovery', null, null, recovery_id, opened_at
            from recovery join who using (tenant, customer_id) where state <> 'CLOSED'
            union all
            select tenant, customer_id, 'contact', purpose, channel, command_id, at
            from contact join who using (tenant, customer_id) where at >= $3""";

    private static final String THREADS = """
            select t.thread_id, t.subject, t.message_id, t.message_references
            from thread t join unnest($1::text[], $2::uuid[]) as w (tenant, thread_id) using (tenant, thread_id)""";

    private static final String RECORD = """
            with asked as (
                select * from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[],
                    $7::bool[], $8::text[], $9::text[], $10::text[], $11::uuid[])
                    as d (tenant, follow_up_id, at, customer_id, purpose, channel, granted, rule, reason,
                        policy_version, command_id)),
            fresh as (
                insert into decision (tenant, follow_up_id, at, customer_id, purpose, channel, granted, rule, reason,
                    policy_version)
                select tenant, follow_up_id, at, customer_id, purpose, channel, granted, rule, reason, policy_version
                from asked
                on conflict do nothing
                returning tenant, follow_up_id),
            counted as (
                insert into contact (tenant, command_id, customer_id, purpose, channel, at)
                select a.tenant, a.command_id, a.customer_id, a.purpose, a.channel, a.at
                from asked a join fresh using (tenant, follow_up_id) where a.granted
                on conflict do nothing)
            select follow_up_id from fresh""";

    @Override
    public Uni<Map<Key, CustomerContext>> contexts(
            SqlConnection tx, Collection<OutwardContact> contacts, Instant since) {
        return tx.preparedQuery(LOCK)
                .execute(customers(contacts)
                        .addValue(contacts.stream().map(it -> it.to().name()).toArray(String[]::new)))
                .chain(() ->
                        tx.preparedQuery(FACTS).execute(customers(contacts).addValue(since.atOffset(ZoneOffset.UTC))))
                .map(PostgresContacts::contexts);
    }

    @Override
    public Uni<Map<ThreadId, Continuation>> continuations(SqlConnection tx, Collection<OutwardContact> contacts) {
        if (contacts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.preparedQuery(THREADS)
                .execute(Tuple.of(
                        tenants(contacts),
                        contacts.stream().map(it -> it.thread().id().value()).toArray(UUID[]::new)))
                .map(rows -> {
                    var threads = new HashMap<ThreadId, Continuation>();
                    rows.forEach(row -> threads.put(new ThreadId(row.getUUID("thread_id")), continuation(row)));
                    return threads;
                });
    }

    @Override
    public Uni<Set<UUID>> record(SqlConnection tx, List<Decided> decisions) {
        var contacts = decisions.stream().map(Decided::contact).toList();
        var explanations =
                decisions.stream().map(it -> it.decision().explanation()).toList();
        return tx.preparedQuery(RECORD)
                .execute(Tuple.from(List.of(
                        tenants(contacts),
                        contacts.stream().map(OutwardContact::followUpId).toArray(UUID[]::new),
                        decisions.stream()
                                .map(it -> it.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        contacts.stream().map(it -> it.customerId().value()).toArray(UUID[]::new),
                        contacts.stream().map(it -> it.purpose().name()).toArray(String[]::new),
                        contacts.stream()
                                .map(it -> it.thread().channel().name())
                                .toArray(String[]::new),
                        decisions.stream()
                                .map(it -> it.decision() instanceof Granted)
                                .toArray(Boolean[]::new),
                        explanations.stream().map(it -> it.rule()).toArray(String[]::new),
                        explanations.stream().map(it -> it.text()).toArray(String[]::new),
                        explanations.stream().map(it -> it.policyVersion()).toArray(String[]::new),
                        decisions.stream().map(Decided::commandId).toArray(UUID[]::new))))
                .map(rows -> {
                    var fresh = new HashSet<UUID>();
                    rows.forEach(row -> fresh.add(row.getUUID("follow_up_id")));
                    return fresh;
                });
    }

    private static Tuple customers(Collection<OutwardContact> contacts) {
        return Tuple.of(
                tenants(contacts),
                contacts.stream().map(it -> it.customerId().value()).toArray(UUID[]::new));
    }

    private static String[] tenants(Collection<OutwardContact> contacts) {
        return contacts.stream().map(it -> it.cause().tenant().value()).toArray(String[]::new);
    }

    private static Continuation continuation(Row row) {
        var messageId = row.getString("message_id");
        var before = row.getString("message_references");
        var references = before.isEmpty() ? List.<String>of() : Arrays.asList(before.split(" "));
        return new Continuation(row.getString("subject"), new ReplyContext(messageId, references));
    }

    /** The facts of one customer on their way into a context. */
    private static final class Facts {
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<OpenConversation> conversations = new ArrayList<>();
        private final List<PastContact> contacts = new ArrayList<>();
        private int recoveries;

        private void add(Row row) {
            var at = row.getOffsetDateTime("at").toInstant();
            switch (row.getString("fact")) {
                case "refusal" -> {
                    var channel = row.getString("channel");
                    refusals.add(new Refusal(
                            MessagePurpose.valueOf(row.getString("purpose")),
                            channel.isEmpty() ? null : Channel.valueOf(channel)));
                }
                case "conversation" ->
                    conversations.add(new OpenConversation(new ConversationId(row.getUUID("id")), at));
                case "recovery" -> recoveries++;
                default -> contacts.add(new PastContact(MessagePurpose.valueOf(row.getString("purpose")), at));
            }
        }

        private CustomerContext context() {
            return new CustomerContext(refusals, conversations, recoveries, contacts);
        }
    }

    private static Map<Key, CustomerContext> contexts(RowSet<Row> rows) {
        var facts = new HashMap<Key, Facts>();
        for (var row : rows) {
            var key = new Key(TenantId.of(row.getString("tenant")), new CustomerId(row.getUUID("customer_id")));
            facts.computeIfAbsent(key, any -> new Facts()).add(row);
        }
        var contexts = new HashMap<Key, CustomerContext>();
        facts.forEach((key, all) -> contexts.put(key, all.context()));
        return contexts;
    }
}
