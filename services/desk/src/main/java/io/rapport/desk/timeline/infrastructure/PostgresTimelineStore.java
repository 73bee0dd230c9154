package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.desk.timeline.application.TimelineStore;
import io.rapport.desk.timeline.model.Conversation;
import io.rapport.desk.timeline.model.ConversationState;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.SlaState;
import io.rapport.desk.timeline.model.ThreadNews;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The read model in PostgreSQL, written a batch at a time. */
@Singleton
class PostgresTimelineStore implements TimelineStore {
    /** What no message tells of is locked by the condition that does not hold, and not written anew. */
    private static final String SAVE_THREADS = """
            insert into thread as t (tenant, id, channel, account, party, root, last_message_at, last_direction, subject, preview,
                answer_at, party_name, answer_to, answer_chain)
            select tenant, id, channel, account, party, root, last_message_at, last_direction, subject, preview,
                answer_at, party_name, answer_to, string_to_array(answer_chain, E'\\n')
            from (""" + Statements.rows("""
            tenant text, id uuid, channel text, account text, party text, root text, last_message_at timestamptz,
            last_direction text, subject text, preview text, answer_at timestamptz, party_name text, answer_to text,
            answer_chain text""") + """
            ) as n
            on conflict (tenant, id) do update set
                (last_message_at, last_direction, subject, preview) = (select
                    case when newer then excluded.last_message_at else t.last_message_at end,
                    case when newer then excluded.last_direction else t.last_direction end,
                    case when newer then coalesce(excluded.subject, t.subject) else coalesce(t.subject, excluded.subject) end,
                    case when newer then excluded.preview else t.preview end
                    from (select t.last_message_at is null or excluded.last_message_at >= t.last_message_at) as it (newer)),
                (answer_at, answer_to, answer_chain, party_name) = (select
                    case when newer then excluded.answer_at else t.answer_at end,
                    case when newer then excluded.answer_to else t.answer_to end,
                    case when newer then excluded.answer_chain else t.answer_chain end,
                    case when newer then coalesce(excluded.party_name, t.party_name)
                        else coalesce(t.party_name, excluded.party_name) end
                    from (select excluded.answer_at is not null
                        and (t.answer_at is null or excluded.answer_at >= t.answer_at)) as it (newer))
            where excluded.last_message_at is not null
            """;

    private static final String ADD_ENTRIES = """
            insert into timeline_entry as t (tenant, id, thread_id, conversation_id, at, direction, author_kind, author_name, body,
                subject, purpose, delivery, failure, event_type, explanation, newest, files, html)
            select tenant, id, thread_id, conversation_id, at, direction, author_kind, author_name, body,
                subject, purpose, delivery::delivery_status, failure, event_type, explanation, newest, files, html
            from (""" + Statements.rows("""
            tenant text, id uuid, thread_id uuid, conversation_id uuid, at timestamptz, direction text, author_kind text,
            author_name text, body text, subject text, purpose text, delivery text, failure text, event_type text,
            explanation text, newest text, files text, html text""") + """
            ) as n
            """;

    private static final String SAVE_ENTRIES = ADD_ENTRIES + """
            on conflict (tenant, id) do update set
                at = case when excluded.body is null then t.at else excluded.at end,
                author_kind = case when excluded.body is null then t.author_kind else excluded.author_kind end,
                author_name = case when excluded.body is null then t.author_name else excluded.author_name end,
                newest = case when excluded.body is null then t.newest else excluded.newest end,
                files = case when excluded.body is null then t.files else excluded.files end,
                html = case when excluded.body is null then t.html else excluded.html end,
                body = coalesce(excluded.body, t.body),
                subject = coalesce(excluded.subject, t.subject),
                purpose = coalesce(excluded.purpose, t.purpose),
                failure = case when t.delivery is null or excluded.delivery > t.delivery
                    then excluded.failure else t.failure end,
                delivery = greatest(excluded.delivery, t.delivery)
            """;

    private static final String LOAD = """
            select c.* from (
                select * from unnest($1::text[], $2::uuid[]) as n (tenant, id)
                union
                select c.tenant, c.id from conversation c
                join unnest($3::text[], $4::uuid[]) as n (tenant, id) on c.tenant = n.tenant and c.thread_id = n.id) as n
            join conversation c on c.tenant = n.tenant and c.id = n.id
            order by c.tenant, c.id
            for update of c
            """;

    private static final String SHOW_LAST_MESSAGES = """
            update conversation c
            set last_message_at = t.last_message_at, last_direction = t.last_direction, preview = t.preview
            from unnest($1::text[], $2::uuid[]) as n (tenant, id), thread t
            where c.tenant = n.tenant and c.id = n.id and t.tenant = c.tenant and t.id = c.thread_id
            """;

    private static final String INSERT = """
            insert into conversation (tenant, id, version, heard_version, opened_at, thread_id, customer_id, customer_address,
                customer_name, subject, about_version, state, reason, offered_to, offer_expires_at, resolved_at, state_version,
                assignee, assignee_version, sla_state, first_reply_due_at, first_reply_at, sla_version,
                last_message_at, last_direction, preview)
            select n.*, coalesce(t.last_message_at, n.opened_at), t.last_direction, t.preview
            from (""" + Statements.rows("""
            tenant text, id uuid, version bigint, heard_version bigint, opened_at timestamptz, thread_id uuid,
            customer_id uuid, customer_address text, customer_name text, subject text, about_version bigint, state text,
            reason text, offered_to uuid, offer_expires_at timestamptz, resolved_at timestamptz, state_version bigint,
            assignee uuid, assignee_version bigint, sla_state text, first_reply_due_at timestamptz,
            first_reply_at timestamptz, sla_version bigint""") + """
            ) as n
            left join thread t on t.tenant = n.tenant and t.id = n.thread_id
            """;

    /** The conflict finds the rows by their keys, whatever PostgreSQL knows of the table. */
    private static final String UPDATE = INSERT + """
            on conflict (tenant, id) do update set
                version = excluded.version, heard_version = excluded.heard_version, opened_at = excluded.opened_at,
                thread_id = excluded.thread_id, customer_id = excluded.customer_id,
                customer_address = excluded.customer_address, customer_name = excluded.customer_name,
                subject = excluded.subject, about_version = excluded.about_version, state = excluded.state,
                reason = excluded.reason, offered_to = excluded.offered_to, offer_expires_at = excluded.offer_expires_at,
                resolved_at = excluded.resolved_at, state_version = excluded.state_version, assignee = excluded.assignee,
                assignee_version = excluded.assignee_version, sla_state = excluded.sla_state,
                first_reply_due_at = excluded.first_reply_due_at, first_reply_at = excluded.first_reply_at,
                sla_version = excluded.sla_version, last_message_at = excluded.last_message_at,
                last_direction = excluded.last_direction, preview = excluded.preview
            """;

    private static final String SAVE_NAMES =
            """
            with saved as (
                insert into customer as c (tenant, id, name, changed_at)
            """ + Statements.rows("tenant text, id uuid, name text, changed_at timestamptz") + """
                on conflict (tenant, id) do update set name = excluded.name, changed_at = excluded.changed_at
                where excluded.changed_at >= c.changed_at
                returning new.tenant, new.id, old.name is distinct from new.name as renamed)
            select tenant, id from saved where renamed
            """;

    private final FilesColumn files;

    PostgresTimelineStore(FilesColumn files) {
        this.files = files;
    }

    @Override
    public Uni<Void> saveThreads(SqlConnection tx, Collection<ThreadNews> news) {
        var rows = sorted(news, ThreadNews::tenant, it -> it.thread().id().value());
        return write(
                tx,
                SAVE_THREADS,
                rows,
                Columns.of(rows)
                        .text(ThreadNews::tenant)
                        .uuid(it -> it.thread().id().value())
                        .text(it -> it.thread().channel())
                        .text(it -> it.thread().account())
                        .text(it -> it.thread().party())
                        .text(it -> it.thread().root())
                        .time(it -> it.last() == null ? null : it.last().at())
                        .text(it -> it.last() == null ? null : it.last().direction())
                        .text(it -> it.last() == null ? null : it.last().subject())
                        .text(it -> it.last() == null ? null : it.last().preview())
                        .time(it ->
                                it.answerable() == null ? null : it.answerable().at())
                        .text(it ->
                                it.answerable() == null ? null : it.answerable().name())
                        .text(it ->
                                it.answerable() == null ? null : it.answerable().providerMessageId())
                        .text(it -> it.answerable() == null
                                ? null
                                : String.join("\n", it.answerable().chain())));
    }

    @Override
    public Uni<Void> addEntries(SqlConnection tx, Collection<EntryNews> news) {
        return saveEntries(tx, ADD_ENTRIES, news);
    }

    @Override
    public Uni<Void> saveEntries(SqlConnection tx, Collection<EntryNews> news) {
        return saveEntries(tx, SAVE_ENTRIES, news);
    }

    private Uni<Void> saveEntries(SqlConnection tx, String sql, Collection<EntryNews> news) {
        var rows = sorted(news, EntryNews::tenant, EntryNews::id);
        return write(
                tx,
                sql,
                rows,
                Columns.of(rows)
                        .text(EntryNews::tenant)
                        .uuid(EntryNews::id)
                        .uuid(EntryNews::threadId)
                        .uuid(EntryNews::conversationId)
                        .time(EntryNews::at)
                        .text(EntryNews::direction)
                        .text(EntryNews::authorKind)
                        .text(EntryNews::authorName)
                        .text(EntryNews::text)
                        .text(EntryNews::subject)
                        .text(EntryNews::purpose)
                        .text(EntryNews::delivery)
                        .text(EntryNews::failure)
                        .text(EntryNews::eventType)
                        .text(EntryNews::explanation)
                        .text(EntryNews::newestText)
                        .text(it -> files.write(it.attachments()))
                        .text(EntryNews::htmlContentId));
    }

    @Override
    public Uni<Map<ConversationKey, Conversation>> load(
            SqlConnection tx, Collection<ConversationKey> keys, Collection<ThreadNews> news) {
        var heard = news.stream().filter(it -> it.last() != null).toList();
        if (keys.isEmpty() && heard.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var columns = Columns.of(List.copyOf(keys))
                .text(ConversationKey::tenant)
                .uuid(it -> it.id().value())
                .and(heard)
                .text(ThreadNews::tenant)
                .uuid(it -> it.thread().id().value());
        return tx.preparedQuery(LOAD).execute(columns.tuple()).map(rows -> {
            var known = new LinkedHashMap<ConversationKey, Conversation>();
            rows.forEach(row -> {
                var conversation = conversation(row);
                known.put(new ConversationKey(conversation.tenant(), conversation.id()), conversation);
            });
            return known;
        });
    }

    @Override
    public Uni<Void> showLastMessages(SqlConnection tx, Collection<ConversationKey> keys) {
        var rows = List.copyOf(keys);
        return write(
                tx,
                SHOW_LAST_MESSAGES,
                rows,
                Columns.of(rows)
                        .text(ConversationKey::tenant)
                        .uuid(it -> it.id().value()));
    }

    @Override
    public Uni<Void> insert(SqlConnection tx, Collection<Conversation> conversations) {
        return Statements.insertingNew(
                save(tx, INSERT, conversations), "Another process has just written a conversation");
    }

    @Override
    public Uni<Void> update(SqlConnection tx, Collection<Conversation> conversations) {
        return save(tx, UPDATE, conversations);
    }

    private static Uni<Void> save(SqlConnection tx, String sql, Collection<Conversation> conversations) {
        var rows = sorted(conversations, Conversation::tenant, it -> it.id().value());
        return write(
                tx,
                sql,
                rows,
                Columns.of(rows)
                        .text(Conversation::tenant)
                        .uuid(it -> it.id().value())
                        .number(Conversation::version)
                        .number(Conversation::heardVersion)
                        .time(Conversation::openedAt)
                        .uuid(it ->
                                it.about() == null ? null : it.about().thread().value())
                        .uuid(it -> it.about() == null
                                ? null
                                : it.about().customer().value())
                        .text(it -> it.about() == null ? null : it.about().address())
                        .text(it -> it.about() == null ? null : it.about().name())
                        .text(it -> it.about() == null ? null : it.about().subject())
                        .number(it -> it.about() == null ? -1 : it.about().version())
                        .text(it -> it.placement().state())
                        .text(it -> it.placement().reason())
                        .uuid(it -> value(it.placement().offeredTo()))
                        .time(it -> it.placement().offerExpiresAt())
                        .time(it -> it.placement().resolvedAt())
                        .number(it -> it.placement().version())
                        .uuid(it -> value(it.holder().agent()))
                        .number(it -> it.holder().version())
                        .text(it -> it.firstReply().state())
                        .time(it -> it.firstReply().dueAt())
                        .time(it -> it.firstReply().givenAt())
                        .number(it -> it.firstReply().version()));
    }

    @Override
    public Uni<List<CustomerKey>> saveNames(SqlConnection tx, Collection<Naming> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var columns = Columns.of(sorted(names, Naming::tenant, Naming::customerId))
                .text(Naming::tenant)
                .uuid(Naming::customerId)
                .text(Naming::name)
                .time(Naming::at);
        return tx.preparedQuery(SAVE_NAMES).execute(columns.tuple()).map(rows -> {
            var renamed = new ArrayList<CustomerKey>(rows.size());
            rows.forEach(row -> renamed.add(new CustomerKey(TenantId.of(row.getString(0)), row.getUUID(1))));
            return renamed;
        });
    }

    private static <T> Uni<Void> write(SqlConnection tx, String sql, List<T> rows, Columns<T> columns) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(sql).execute(columns.tuple()).replaceWithVoid();
    }

    private static <T> List<T> sorted(Collection<T> rows, Function<T, TenantId> tenant, Function<T, UUID> id) {
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing((T row) -> tenant.apply(row).value()).thenComparing(id));
        return sorted;
    }

    private static Conversation conversation(Row row) {
        var thread = row.getUUID("thread_id");
        return new Conversation(
                TenantId.of(row.getString("tenant")),
                new ConversationId(row.getUUID("id")),
                row.getLong("version"),
                row.getLong("heard_version"),
                row.getOffsetDateTime("opened_at").toInstant(),
                thread == null
                        ? null
                        : new Conversation.About(
                                row.getLong("about_version"),
                                new ThreadId(thread),
                                new CustomerId(row.getUUID("customer_id")),
                                row.getString("customer_address"),
                                row.getString("customer_name"),
                                row.getString("subject")),
                new Conversation.Placement(
                        row.getLong("state_version"),
                        ConversationState.valueOf(row.getString("state")),
                        row.getString("reason"),
                        agent(row.getUUID("offered_to")),
                        instant(row.getOffsetDateTime("offer_expires_at")),
                        instant(row.getOffsetDateTime("resolved_at"))),
                new Conversation.Holder(row.getLong("assignee_version"), agent(row.getUUID("assignee"))),
                new Conversation.FirstReply(
                        row.getLong("sla_version"),
                        SlaState.valueOf(row.getString("sla_state")),
                        instant(row.getOffsetDateTime("first_reply_due_at")),
                        instant(row.getOffsetDateTime("first_reply_at"))));
    }

    private static @Nullable AgentId agent(@Nullable UUID id) {
        return id == null ? null : new AgentId(id);
    }

    private static @Nullable UUID value(@Nullable AgentId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
