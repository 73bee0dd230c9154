package io.rapport.desk.channel;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.PayloadQuarantined;
import io.rapport.contracts.accounts.PayloadReplayed;
import io.rapport.contracts.outbound.ReplayPayload;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What could not be read: adapters set it aside and tell of it, people have it read again. */
@Singleton
public class QuarantinedPayloads {
    private static final int LONGEST_LIST = 200;
    private static final int MOST_AT_ONCE = 1000;

    /** Whoever was asked and has not answered for so long may be asked again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Neither told by now nor just being read. */
    private static final String WAITS = """
            (replayed_at is null or failure is not null)
            and (asked_at is null or asked_at <= coalesce(replayed_at, '-infinity') or asked_at < $2)
            """;

    private final Pool pool;
    private final Outbox outbox;
    private final Events events;
    private final Clock clock;

    QuarantinedPayloads(Pool pool, Outbox outbox, Events events, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** How it stands with a payload. */
    enum State {
        WAITING,
        /** Somebody wants it read again; the adapter has not answered. */
        ASKED,
        /** Read; what it tells is on the log. */
        READ,
        /** Read again, in vain. */
        FAILED
    }

    /**
     * A payload.
     *
     * @param failure why the last attempt was in vain
     */
    record Item(
            Channel channel,
            String account,
            @Nullable String network,
            String payload,
            boolean kept,
            String reason,
            long size,
            Instant at,
            State state,
            int attempts,
            @Nullable Instant replayedAt,
            @Nullable String failure) {}

    /** How many payloads of an account wait for the same reason. */
    record Trouble(
            Channel channel, String account, @Nullable String network, String reason, long waiting) {}

    Uni<List<Item>> latest(TenantId tenant) {
        return pool.preparedQuery("""
                        select p.*, network from quarantined_payload p
                        left join channel_account using (tenant, channel, account) where tenant = $1
                        order by replayed_at is not null and failure is null, at desc limit $2
                        """)
                .execute(Tuple.of(tenant.value(), LONGEST_LIST))
                .map(rows -> {
                    var items = new ArrayList<Item>(rows.size());
                    rows.forEach(row -> items.add(item(row)));
                    return items;
                });
    }

    Uni<List<Trouble>> troubles(TenantId tenant) {
        return pool.preparedQuery(
                        "select channel, account, network, reason, count(*) from quarantined_payload"
                                + " left join channel_account using (tenant, channel, account) where tenant = $1 and kept and "
                                + WAITS
                                + " group by channel, account, network, reason order by count(*) desc, channel, account, reason")
                .execute(Tuple.of(tenant.value(), utc(clock.instant().minus(PATIENCE))))
                .map(rows -> {
                    var troubles = new ArrayList<Trouble>(rows.size());
                    rows.forEach(row -> troubles.add(new Trouble(
                            Channel.valueOf(row.getString(0)),
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4))));
                    return troubles;
                });
    }

    Uni<Boolean> has(TenantId tenant, String payload) {
        return pool.preparedQuery("select from quarantined_payload where tenant = $1 and payload = $2 and kept")
                .execute(Tuple.of(tenant.value(), payload))
                .map(rows -> rows.size() > 0);
    }

    /**
     * Asks the adapter to read one payload again, or all of an account that wait for the same reason.
     *
     * @return how many; none when all of them are being read or are read
     */
    Uni<Integer> replay(
            TenantId tenant,
            AgentId by,
            Channel channel,
            String account,
            @Nullable String payload,
            @Nullable String reason) {
        var now = clock.instant();
        var values = Tuple.tuple()
                .addString(tenant.value())
                .addValue(utc(now.minus(PATIENCE)))
                .addString(channel.name())
                .addString(account)
                .addString(payload)
                .addString(reason)
                .addInteger(MOST_AT_ONCE)
                .addValue(utc(now));
        return pool.withTransaction(tx -> tx.preparedQuery("""
                        update quarantined_payload p set asked_at = $8, attempts = attempts + 1
                        from (select payload from quarantined_payload
                            where tenant = $1 and channel = $3 and account = $4 and kept
                            and ($5::text is null or payload = $5) and ($6::text is null or reason = $6) and %s
                            order by at limit $7 for update) as waiting
                        where p.tenant = $1 and p.channel = $3 and p.account = $4 and p.payload = waiting.payload
                        returning p.payload, p.attempts
                        """.formatted(WAITS))
                .execute(values)
                .chain(rows -> {
                    var commands = new ArrayList<Outgoing>(rows.size());
                    rows.forEach(row -> commands.add(
                            command(tenant, by, channel, account, row.getString(0), row.getInteger(1), now)));
                    return outbox.append(tx, commands).replaceWith(commands.size());
                }));
    }

    private Outgoing command(
            TenantId tenant, AgentId by, Channel channel, String account, String payload, int attempt, Instant now) {
        var id = DeterministicId.of("replay", tenant.value(), account, payload, Integer.toString(attempt));
        var key = DeterministicId.of("payload", tenant.value(), account, payload);
        return new Outgoing(
                Topics.outbound(channel),
                events.withId(
                        id,
                        tenant,
                        key,
                        now,
                        new ReplayPayload(new CommandId(id), channel, account, payload, by, now)));
    }

    Uni<Void> quarantined(SqlConnection tx, List<Event<PayloadQuarantined>> news) {
        return EventRows.write(
                tx,
                """
                        insert into quarantined_payload (tenant, channel, account, payload, kept, reason, size, at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
                        """,
                news,
                event -> Tuple.tuple()
                        .addString(event.envelope().tenant().value())
                        .addString(event.data().channel().name())
                        .addString(event.data().account())
                        .addString(event.data().payload())
                        .addBoolean(event.data().kept())
                        .addString(event.data().reason())
                        .addLong(event.data().size())
                        .addValue(utc(event.data().at())));
    }

    Uni<Void> replayed(SqlConnection tx, List<Event<PayloadReplayed>> news) {
        return EventRows.write(
                tx,
                """
                        update quarantined_payload set replayed_at = $5, failure = $6
                        where tenant = $1 and channel = $2 and account = $3 and payload = $4
                        and (replayed_at is null or replayed_at <= $5)
                        """,
                news,
                event -> Tuple.tuple()
                        .addString(event.envelope().tenant().value())
                        .addString(event.data().channel().name())
                        .addString(event.data().account())
                        .addString(event.data().payload())
                        .addValue(utc(event.data().at()))
                        .addString(event.data().failure()));
    }

    private static Item item(Row row) {
        var replayedAt = instant(row.getOffsetDateTime("replayed_at"));
        var failure = row.getString("failure");
        return new Item(
                Channel.valueOf(row.getString("channel")),
                row.getString("account"),
                row.getString("network"),
                row.getString("payload"),
                row.getBoolean("kept"),
                row.getString("reason"),
                row.getLong("size"),
                row.getOffsetDateTime("at").toInstant(),
                state(instant(row.getOffsetDateTime("asked_at")), replayedAt, failure),
                row.getInteger("attempts"),
                replayedAt,
                failure);
    }

    private static State state(@Nullable Instant askedAt, @Nullable Instant replayedAt, @Nullable String failure) {
        if (replayedAt != null && failure == null) {
            return State.READ;
        }
        if (askedAt != null && (replayedAt == null || askedAt.isAfter(replayedAt))) {
            return State.ASKED;
        }
        return failure == null ? State.WAITING : State.FAILED;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
