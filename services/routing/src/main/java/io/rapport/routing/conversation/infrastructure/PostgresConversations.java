package io.rapport.routing.conversation.infrastructure;

import io.rapport.contracts.Contracts;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Statements;
import io.rapport.routing.conversation.application.Conversations;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.ConversationKey;
import io.rapport.routing.conversation.model.Explanations;
import io.rapport.routing.conversation.model.ThreadKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class PostgresConversations implements Conversations {
    private static final String SELECT = "select " + ConversationRow.READ + " from conversation c ";
    /** No two tenants share an id, so these two conditions mean the pairs; a join here might read the whole table. */
    private static final String LOCK =
            SELECT + "where c.tenant = any($1) and c.id = any($2) order by c.tenant, c.id for update";
    /** Nor do they share a thread. */
    private static final String LOCK_OF =
            SELECT + "where c.tenant = any($1) and c.thread_id = any($2) order by c.tenant, c.id for update";

    private static final String LOCK_WAITING = SELECT + """
            where c.tenant = $1 and c.state = 'QUEUED' and not c.asked @> $2::uuid[]
            order by c.waiting_since, c.id limit $3 for update skip locked
            """;
    private static final String LOCK_OFFERED = SELECT + """
            where c.tenant = $1 and c.state = 'OFFERED' and c.agent_id = any($2::uuid[])
            order by c.waiting_since, c.id for update skip locked
            """;
    private static final String LOCK_DUE = SELECT + """
            where c.next_timer_at <= $1 order by c.next_timer_at, c.id limit $2 for update skip locked
            """;
    private static final String REMEMBER = """
            insert into decision (tenant, conversation_id, version, at, type, rule, text, policy_version)
            """ + Statements.rows("""
            tenant text, conversation_id uuid, version bigint, at timestamptz, type text, rule text, text text,
            policy_version text""");
    private static final String DECISIONS = """
            select version, at, type, rule, text, policy_version from decision
            where tenant = $1 and conversation_id = $2 order by version
            """;

    private final Pool pool;

    PostgresConversations(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Conversation>> lock(SqlClient transaction, Collection<ConversationKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var tenants = keys.stream().map(key -> key.tenant().value()).distinct().toArray(String[]::new);
        var ids = keys.stream().map(key -> key.id().value()).toArray(UUID[]::new);
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(tenants, ids))
                .map(PostgresConversations::conversations);
    }

    @Override
    public Uni<List<Conversation>> lockOf(SqlClient transaction, Collection<ThreadKey> threads) {
        if (threads.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var tenants =
                threads.stream().map(key -> key.tenant().value()).distinct().toArray(String[]::new);
        var ids = threads.stream().map(key -> key.thread().value()).toArray(UUID[]::new);
        return transaction
                .preparedQuery(LOCK_OF)
                .execute(Tuple.of(tenants, ids))
                .map(PostgresConversations::conversations);
    }

    @Override
    public Uni<List<Conversation>> lockWaiting(SqlClient transaction, TenantId tenant, Set<AgentId> agents, int limit) {
        return transaction
                .preparedQuery(LOCK_WAITING)
                .execute(Tuple.of(tenant.value(), ids(agents), limit))
                .map(PostgresConversations::conversations);
    }

    @Override
    public Uni<List<Conversation>> lockOffered(SqlClient transaction, TenantId tenant, Set<AgentId> agents) {
        return transaction
                .preparedQuery(LOCK_OFFERED)
                .execute(Tuple.of(tenant.value(), ids(agents)))
                .map(PostgresConversations::conversations);
    }

    @Override
    public Uni<List<Conversation>> lockDue(SqlClient transaction, Instant now, int limit) {
        return transaction
                .preparedQuery(LOCK_DUE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
                .map(PostgresConversations::conversations);
    }

    @Override
    public Uni<Void> insert(SqlClient transaction, List<Conversation> conversations) {
        var inserted = transaction
                .preparedQuery(ConversationRow.INSERT)
                .execute(ConversationRow.columns(conversations))
                .replaceWithVoid();
        // a consumer that has lost its partition and does not know it yet: let the other one win
        return Statements.insertingNew(inserted, "Another process opened the conversation of a thread");
    }

    @Override
    public Uni<Void> update(SqlClient transaction, List<Conversation> conversations) {
        return transaction
                .preparedQuery(ConversationRow.UPDATE)
                .execute(ConversationRow.columns(conversations))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remember(SqlClient transaction, List<Told> told) {
        int n = told.size();
        var tenant = new String[n];
        var conversation = new UUID[n];
        var version = new Long[n];
        var at = new OffsetDateTime[n];
        var type = new String[n];
        var rule = new String[n];
        var text = new String[n];
        var policy = new String[n];
        for (int i = 0; i < n; i++) {
            var event = told.get(i).event();
            var why = Explanations.of(event);
            tenant[i] = told.get(i).tenant().value();
            conversation[i] = event.conversationId().value();
            version[i] = event.version();
            at[i] = event.at().atOffset(ZoneOffset.UTC);
            type[i] = Contracts.typeOf(event.getClass());
            rule[i] = why.rule();
            text[i] = why.text();
            policy[i] = why.policyVersion();
        }
        var columns = Tuple.tuple();
        for (var column : List.<Object>of(tenant, conversation, version, at, type, rule, text, policy)) {
            columns.addValue(column);
        }
        return transaction.preparedQuery(REMEMBER).execute(columns).replaceWithVoid();
    }

    @Override
    public Uni<List<Remembered>> decisions(TenantId tenant, ConversationId conversation) {
        return pool.preparedQuery(DECISIONS)
                .execute(Tuple.of(tenant.value(), conversation.value()))
                .map(rows -> {
                    var decisions = new ArrayList<Remembered>(rows.size());
                    rows.forEach(row -> decisions.add(remembered(row)));
                    return decisions;
                });
    }

    private static Remembered remembered(Row row) {
        return new Remembered(
                row.getLong(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                new Explanation(row.getString(3), row.getString(4), row.getString(5)));
    }

    private static List<Conversation> conversations(RowSet<Row> rows) {
        var conversations = new ArrayList<Conversation>(rows.size());
        rows.forEach(row -> conversations.add(ConversationRow.read(row)));
        return conversations;
    }

    private static UUID[] ids(Set<AgentId> agents) {
        return agents.stream().map(AgentId::value).toArray(UUID[]::new);
    }
}
