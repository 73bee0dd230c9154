package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.desk.timeline.application.Entry;
import io.rapport.desk.timeline.application.Summary;
import io.rapport.desk.timeline.application.Summary.Audience;
import io.rapport.desk.timeline.application.TimelineQueries;
import io.rapport.desk.timeline.model.ConversationState;
import io.rapport.desk.timeline.model.EntryNews.AuthorKind;
import io.rapport.desk.timeline.model.SlaState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The read model in PostgreSQL, as it is asked for. */
@Singleton
class PostgresTimelineQueries implements TimelineQueries {
    /** Everything a summary shows, and what the caller adds, for the conversations of the caller's from clause. */
    private static final String SUMMARY = """
            select c.*, t.channel, t.account, t.party, t.root, t.party_name, t.subject as thread_subject, t.answer_to,
                t.answer_chain, k.name as profile_name, o.network, a.display_name as assignee_name%s
            from %s c
            join thread t on t.tenant = c.tenant and t.id = c.thread_id
            left join customer k on k.tenant = c.tenant and k.id = c.customer_id
            left join channel_account o on o.tenant = t.tenant and o.channel = t.channel and o.account = t.account
            left join account a on a.tenant = c.tenant and a.id = c.assignee
            """;

    private static final String SUMMARY_OF_ANY = SUMMARY.formatted("", "conversation");

    private static final String TARGET = SUMMARY.formatted("""
            , (select h.id from timeline_entry h
                where h.tenant = c.tenant and h.thread_id = c.thread_id and h.author_kind = 'CUSTOMER'
                order by h.at desc, h.id desc limit 1) as heard_entry""", "conversation");

    private static final String ENTRY = """
            select e.*, e.delivery::text as delivery_text, c.id as shown_in from timeline_entry e
            join conversation c on c.tenant = e.tenant and (c.thread_id = e.thread_id or c.id = e.conversation_id)
            """;

    /** A delivery report without its message shows nothing until the message comes. */
    private static final String HAS_CONTENT = " and (e.body is not null or e.event_type is not null) ";

    /** Longer timelines begin with their latest part. */
    private static final int LONGEST_TIMELINE = 500;

    private static final String NOBODY_KNOWN = "An agent without an account";

    private final Pool pool;
    private final FilesColumn files;

    PostgresTimelineQueries(Pool pool, FilesColumn files) {
        this.pool = pool;
        this.files = files;
    }

    @Override
    public Uni<List<Summary>> page(
            TenantId tenant, AgentId me, View view, boolean resolved, int limit, Optional<Position> after) {
        // the page is cut out first, so that only its own conversations are joined to what else they show
        var page = "(select * from conversation where tenant = $1 and thread_id is not null and state "
                + (resolved ? "=" : "<>") + " 'RESOLVED' "
                + switch (view) {
                    case MINE -> "and (assignee = $2 or (state = 'OFFERED' and offered_to = $2)) ";
                    case UNASSIGNED -> "and assignee is null and $2::uuid is not null ";
                    case ALL -> "and $2::uuid is not null ";
                }
                + after.map(position -> "and last_message_at <= $4 and (last_message_at < $4 or id > $5) ")
                        .orElse("")
                + "order by last_message_at desc, id limit $3)";
        var sql = SUMMARY.formatted("", page) + "order by c.last_message_at desc, c.id";
        var values = Tuple.of(tenant.value(), me.value(), limit);
        after.ifPresent(position ->
                values.addValue(Columns.utc(position.lastMessageAt())).addValue(position.id()));
        return pool.preparedQuery(sql).execute(values).map(rows -> list(rows, PostgresTimelineQueries::summary));
    }

    @Override
    public Uni<Counts> counts(TenantId tenant, AgentId me) {
        return pool.preparedQuery("""
                        select count(*) filter (where assignee = $2 or (state = 'OFFERED' and offered_to = $2)),
                            count(*) filter (where assignee is null), count(*)
                        from conversation
                        where tenant = $1 and state <> 'RESOLVED' and thread_id is not null
                        """)
                .execute(Tuple.of(tenant.value(), me.value()))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new Counts(row.getLong(0), row.getLong(1), row.getLong(2));
                });
    }

    @Override
    public Uni<Optional<Summary>> summary(TenantId tenant, ConversationId id) {
        return summaries(tenant, List.of(id.value()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<Summary>> summaries(TenantId tenant, Collection<UUID> ids) {
        return summaries("c.id", tenant, ids);
    }

    @Override
    public Uni<List<Summary>> summariesOf(TenantId tenant, Collection<UUID> customers) {
        return summaries("c.customer_id", tenant, customers);
    }

    private Uni<List<Summary>> summaries(String column, TenantId tenant, Collection<UUID> ids) {
        return pool.preparedQuery(SUMMARY_OF_ANY + "where c.tenant = $1 and " + column + " = any($2)")
                .execute(Tuple.of(tenant.value(), ids.toArray(UUID[]::new)))
                .map(rows -> list(rows, PostgresTimelineQueries::summary));
    }

    @Override
    public Uni<List<Entry>> timeline(TenantId tenant, ConversationId id) {
        return pool.preparedQuery("select * from (" + ENTRY + "where c.tenant = $1 and c.id = $2" + HAS_CONTENT
                        + "order by e.at desc, e.id desc limit $3) as latest order by at, id")
                .execute(Tuple.of(tenant.value(), id.value(), LONGEST_TIMELINE))
                .map(rows -> list(rows, this::entry));
    }

    @Override
    public Uni<Optional<Entry>> entry(TenantId tenant, ConversationId id, UUID entry) {
        return pool.preparedQuery(ENTRY + "where c.tenant = $1 and c.id = $2 and e.id = $3" + HAS_CONTENT)
                .execute(Tuple.of(tenant.value(), id.value(), entry))
                .map(rows -> list(rows, this::entry).stream().findFirst());
    }

    @Override
    public Uni<Optional<Target>> target(TenantId tenant, ConversationId id) {
        return pool.preparedQuery(TARGET + "where c.tenant = $1 and c.id = $2")
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(rows ->
                        list(rows, PostgresTimelineQueries::target).stream().findFirst());
    }

    @Override
    public Uni<List<Placed>> entries(TenantId tenant, Collection<UUID> ids) {
        return pool.preparedQuery(
                        ENTRY + "where e.tenant = $1 and e.id = any($2)" + HAS_CONTENT + "order by e.at, e.id")
                .execute(Tuple.of(tenant.value(), ids.toArray(UUID[]::new)))
                .map(rows -> list(rows, row -> new Placed(new ConversationId(row.getUUID("shown_in")), entry(row))));
    }

    @Override
    public Uni<Optional<Target>> lock(SqlClient tx, TenantId tenant, ConversationId id) {
        return tx.preparedQuery(TARGET + "where c.tenant = $1 and c.id = $2 for update of c")
                .execute(Tuple.of(tenant.value(), id.value()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(target(rows.iterator().next())));
    }

    @Override
    public Uni<Map<AgentId, Long>> load(TenantId tenant) {
        return pool.preparedQuery("""
                        select assignee, count(*) from conversation
                        where tenant = $1 and state <> 'RESOLVED' and assignee is not null group by assignee
                        """).execute(Tuple.of(tenant.value())).map(rows -> {
            var load = new HashMap<AgentId, Long>();
            rows.forEach(row -> load.put(new AgentId(row.getUUID(0)), row.getLong(1)));
            return load;
        });
    }

    private static Target target(Row row) {
        var thread = new ThreadRef(
                new ThreadId(row.getUUID("thread_id")),
                Channel.valueOf(row.getString("channel")),
                row.getString("account"),
                row.getString("party"),
                row.getString("root"));
        var answerTo = row.getString("answer_to");
        var chain = row.getArrayOfStrings("answer_chain");
        return new Target(
                summary(row),
                row.getLong("heard_version"),
                row.getUUID("heard_entry"),
                thread,
                new Party(row.getString("party"), row.getString("party_name")),
                answerTo == null ? null : new ReplyContext(answerTo, chain == null ? List.of() : List.of(chain)));
    }

    private static Summary summary(Row row) {
        var state = ConversationState.valueOf(row.getString("state"));
        var assignee = row.getUUID("assignee");
        var offeredTo = row.getUUID("offered_to");
        var address = row.getString("customer_address");
        var channel = Channel.valueOf(row.getString("channel"));
        return new Summary(
                new ConversationId(row.getUUID("id")),
                new ThreadId(row.getUUID("thread_id")),
                first(row.getString("subject"), row.getString("thread_subject")),
                channel,
                row.getString("network"),
                channel == Channel.SOCIAL ? audience(row.getString("root")) : null,
                new Summary.Customer(
                        new CustomerId(row.getUUID("customer_id")),
                        first(
                                row.getString("profile_name"),
                                row.getString("customer_name"),
                                row.getString("party_name")),
                        address == null ? row.getString("party") : address),
                state,
                assignee == null
                        ? null
                        : new Summary.Assignee(
                                new AgentId(assignee), orElse(row.getString("assignee_name"), NOBODY_KNOWN)),
                offeredTo == null
                        ? null
                        : new Summary.Offer(new AgentId(offeredTo), instantOf(row, "offer_expires_at")),
                row.getString("reason"),
                row.getString("preview"),
                valueOrNull(Direction::valueOf, row.getString("last_direction")),
                instantOf(row, "last_message_at"),
                instantOf(row, "opened_at"),
                instant(row.getOffsetDateTime("resolved_at")),
                instant(row.getOffsetDateTime("first_reply_due_at")),
                instant(row.getOffsetDateTime("first_reply_at")),
                sla(SlaState.valueOf(row.getString("sla_state")), state),
                row.getLong("version"));
    }

    private static @Nullable Audience audience(@Nullable String root) {
        if (root == null) {
            return null;
        }
        return root.startsWith("public-") ? Audience.PUBLIC : root.startsWith("direct-") ? Audience.DIRECT : null;
    }

    /** Nobody waits for the first reply to a conversation that is over. */
    private static SlaState sla(SlaState known, ConversationState state) {
        boolean stopped =
                state == ConversationState.RESOLVED && (known == SlaState.RUNNING || known == SlaState.WARNED);
        return stopped ? SlaState.NONE : known;
    }

    private Entry entry(Row row) {
        var eventType = row.getString("event_type");
        var direction = valueOrNull(Direction::valueOf, row.getString("direction"));
        var status = valueOrNull(DeliveryStatus::valueOf, row.getString("delivery_text"));
        boolean taken = status != null && status.compareTo(DeliveryStatus.SENT) >= 0;
        return new Entry(
                row.getUUID("id"),
                eventType == null ? Entry.Kind.MESSAGE : Entry.Kind.EVENT,
                instantOf(row, "at"),
                direction,
                new Entry.Author(AuthorKind.valueOf(row.getString("author_kind")), row.getString("author_name")),
                row.getString("body"),
                row.getString("newest"),
                row.getString("subject"),
                valueOrNull(MessagePurpose::valueOf, row.getString("purpose")),
                status == null ? null : new Entry.Delivery(status, row.getString("failure")),
                eventType,
                row.getString("explanation"),
                files.read(row.getString("files")),
                row.getString("html"),
                direction == Direction.OUTWARD && !taken);
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> each) {
        var all = new ArrayList<T>(rows.size());
        rows.forEach(row -> all.add(each.apply(row)));
        return all;
    }

    private static @Nullable String first(@Nullable String... candidates) {
        for (var candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static <T> @Nullable T valueOrNull(Function<String, T> parse, @Nullable String text) {
        return text == null ? null : parse.apply(text);
    }

    private static Instant instantOf(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
