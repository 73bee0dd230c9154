package io.rapport.routing.conversation.infrastructure;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.messaging.Statements;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.ConversationState;
import io.rapport.routing.conversation.model.ConversationState.Assigned;
import io.rapport.routing.conversation.model.ConversationState.Offered;
import io.rapport.routing.conversation.model.ConversationState.Queued;
import io.rapport.routing.conversation.model.ConversationState.Resolved;
import io.rapport.routing.conversation.model.ConversationState.Snoozed;
import io.rapport.routing.conversation.model.ConversationState.Unopened;
import io.rapport.routing.conversation.model.Reply;
import io.rapport.routing.sla.model.FirstReplyClock;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A conversation as a row, and many of them as arrays of columns. */
final class ConversationRow {
    private record Column(String name, String type, Function<Conversation, ? extends @Nullable Object> value) {
        Object[] of(List<Conversation> rows) {
            Object[] array = switch (type) {
                case "uuid" -> new UUID[rows.size()];
                case "bigint" -> new Long[rows.size()];
                case "timestamptz" -> new OffsetDateTime[rows.size()];
                default -> new String[rows.size()];
            };
            for (int i = 0; i < array.length; i++) {
                array[i] = value.apply(rows.get(i));
            }
            return array;
        }

        /** An array inside an array travels as text: PostgreSQL's unnest would flatten it. */
        String declared() {
            return name + (type.equals("uuid[]") ? " text" : " " + type);
        }

        String selected() {
            return type.equals("uuid[]") ? "k." + name + "::uuid[]" : "k." + name;
        }
    }

    private static final List<Column> KEY = List.of(
            new Column("tenant", "text", c -> c.tenant().value()), new Column("id", "uuid", c -> c.id().value()));

    private static final List<Column> FIXED = List.of(
            new Column("thread_id", "uuid", c -> c.thread().id().value()),
            new Column("channel", "text", c -> c.thread().channel().name()),
            new Column("account", "text", c -> c.thread().account()),
            new Column("party", "text", c -> c.thread().party()),
            new Column("root", "text", c -> c.thread().root()));

    private static final List<Column> MOVING = List.of(
            new Column("customer_id", "uuid", c -> c.customerId().value()),
            new Column("customer_address", "text", c -> c.customer().address()),
            new Column("customer_name", "text", c -> c.customer().name()),
            new Column("subject", "text", Conversation::subject),
            new Column("version", "bigint", Conversation::version),
            new Column("customer_version", "bigint", Conversation::customerVersion),
            new Column("state", "text", c -> stateName(c.state())),
            new Column("agent_id", "uuid", c -> id(agentOf(c.state()))),
            new Column("until", "timestamptz", c -> utc(untilOf(c.state()))),
            new Column("waiting_since", "timestamptz", c -> utc(sinceOf(c.state()))),
            new Column(
                    "asked", "uuid[]", c -> literal(askedOf(c.state()).stream().map(AgentId::value))),
            new Column("last_agent_id", "uuid", c -> id(c.lastAgent())),
            new Column(
                    "clock_started_at",
                    "timestamptz",
                    c -> c.clock() == null ? null : utc(c.clock().startedAt())),
            new Column(
                    "clock_warn_at",
                    "timestamptz",
                    c -> c.clock() == null ? null : utc(c.clock().warnAt())),
            new Column(
                    "clock_due_at",
                    "timestamptz",
                    c -> c.clock() == null ? null : utc(c.clock().dueAt())),
            new Column(
                    "clock_status",
                    "text",
                    c -> c.clock() == null ? null : c.clock().status().name()),
            new Column(
                    "replied_at",
                    "timestamptz",
                    c -> c.lastReply() == null ? null : utc(c.lastReply().at())),
            new Column(
                    "replied_by",
                    "uuid",
                    c -> c.lastReply() == null ? null : id(c.lastReply().by())),
            new Column("answered", "uuid[]", c -> literal(c.answered().stream().map(CommandId::value))),
            new Column("heard", "uuid[]", c -> literal(c.heard().stream())),
            new Column("next_timer_at", "timestamptz", c -> utc(c.nextTimerAt())));

    private static final List<Column> ALL =
            Stream.of(KEY, FIXED, MOVING).flatMap(List::stream).toList();

    static final String READ = ALL.stream().map(c -> "c." + c.name()).collect(Collectors.joining(", "));

    static final String INSERT =
            "insert into conversation (%s) select %s from (%s) as k".formatted(names(ALL), selected(ALL), rows(ALL));

    /** The conflict finds the row by its key whatever PostgreSQL knows of the table; the plan of an update could read it all. */
    static final String UPDATE = INSERT
            + " on conflict (tenant, id) do update set (%s) = row(%s)"
                    .formatted(
                            names(MOVING),
                            MOVING.stream().map(c -> "excluded." + c.name()).collect(Collectors.joining(", ")));

    private ConversationRow() {}

    /** The conversations as the arrays that both statements take. */
    static Tuple columns(List<Conversation> conversations) {
        var columns = Tuple.tuple();
        ALL.forEach(column -> columns.addValue(column.of(conversations)));
        return columns;
    }

    static Conversation read(Row row) {
        int at = -1;
        var tenant = TenantId.of(row.getString(++at));
        var id = new ConversationId(row.getUUID(++at));
        var thread = new ThreadRef(
                new ThreadId(row.getUUID(++at)),
                Channel.valueOf(row.getString(++at)),
                row.getString(++at),
                row.getString(++at),
                row.getString(++at));
        var customerId = new CustomerId(row.getUUID(++at));
        var customer = new Party(row.getString(++at), row.getString(++at));
        var subject = row.getString(++at);
        long version = row.getLong(++at);
        long customerVersion = row.getLong(++at);
        var state = state(
                row.getString(++at),
                agent(row.getUUID(++at)),
                instant(row.getOffsetDateTime(++at)),
                instant(row.getOffsetDateTime(++at)),
                Arrays.stream(row.getArrayOfUUIDs(++at)).map(AgentId::new).collect(Collectors.toSet()));
        var lastAgent = agent(row.getUUID(++at));
        var clock = clock(
                instant(row.getOffsetDateTime(++at)),
                instant(row.getOffsetDateTime(++at)),
                instant(row.getOffsetDateTime(++at)),
                row.getString(++at));
        var repliedAt = instant(row.getOffsetDateTime(++at));
        var repliedBy = agent(row.getUUID(++at));
        var answered =
                Arrays.stream(row.getArrayOfUUIDs(++at)).map(CommandId::new).toList();
        return new Conversation(
                tenant,
                id,
                thread,
                customerId,
                customer,
                subject,
                version,
                customerVersion,
                state,
                lastAgent,
                clock,
                repliedAt == null ? null : new Reply(repliedAt, repliedBy),
                answered,
                List.of(row.getArrayOfUUIDs(++at)));
    }

    private static String stateName(ConversationState state) {
        return switch (state) {
            case Unopened unused -> "UNOPENED";
            case Queued unused -> "QUEUED";
            case Offered unused -> "OFFERED";
            case Assigned unused -> "ASSIGNED";
            case Snoozed unused -> "SNOOZED";
            case Resolved unused -> "RESOLVED";
        };
    }

    private static ConversationState state(
            String name,
            @Nullable AgentId agent,
            @Nullable Instant until,
            @Nullable Instant since,
            Set<AgentId> asked) {
        return switch (name) {
            case "UNOPENED" -> new Unopened();
            case "QUEUED" -> new Queued(present(since), asked, until);
            case "OFFERED" -> new Offered(present(agent), present(until), present(since), asked);
            case "ASSIGNED" -> new Assigned(present(agent));
            case "SNOOZED" -> new Snoozed(present(until), agent);
            case "RESOLVED" -> new Resolved();
            default ->
                throw new IllegalStateException(
                        "The conversation table has a state this version does not know: " + name);
        };
    }

    private static @Nullable AgentId agentOf(ConversationState state) {
        return state instanceof Snoozed snoozed ? snoozed.agent() : state.holder();
    }

    private static @Nullable Instant untilOf(ConversationState state) {
        return switch (state) {
            case Queued queued -> queued.nextRoundAt();
            case Offered offered -> offered.expiresAt();
            case Snoozed snoozed -> snoozed.until();
            case Unopened unused -> null;
            case Assigned unused -> null;
            case Resolved unused -> null;
        };
    }

    private static @Nullable Instant sinceOf(ConversationState state) {
        return state instanceof Queued queued
                ? queued.since()
                : state instanceof Offered offered ? offered.since() : null;
    }

    private static Set<AgentId> askedOf(ConversationState state) {
        return state instanceof Queued queued
                ? queued.asked()
                : state instanceof Offered offered ? offered.asked() : Set.of();
    }

    private static @Nullable FirstReplyClock clock(
            @Nullable Instant startedAt, @Nullable Instant warnAt, @Nullable Instant dueAt, @Nullable String status) {
        return status == null
                ? null
                : new FirstReplyClock(
                        present(startedAt), present(warnAt), present(dueAt), FirstReplyClock.Status.valueOf(status));
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("A conversation row lacks what its state needs");
        }
        return value;
    }

    private static @Nullable AgentId agent(@Nullable UUID id) {
        return id == null ? null : new AgentId(id);
    }

    private static @Nullable UUID id(@Nullable AgentId agent) {
        return agent == null ? null : agent.value();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static String literal(Stream<UUID> ids) {
        return ids.map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String selected(List<Column> columns) {
        return columns.stream().map(Column::selected).collect(Collectors.joining(", "));
    }

    private static String rows(List<Column> columns) {
        return Statements.rows(columns.stream().map(Column::declared).collect(Collectors.joining(", ")));
    }
}
