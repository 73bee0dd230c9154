package io.rapport.desk.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.Event;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.IntakeCounted;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Our accounts on the channels, as their adapters last told of them. */
@Singleton
public class ChannelAccounts {
    /** A process with something under way tells every half minute; one that does not has ended. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private final Pool pool;
    private final ObjectMapper json;
    private final Clock clock;

    /** Not served any more, or at another address by now. */
    private static final String GONE = """
            exists (select from account_state s where s.tenant = a.tenant and s.channel = a.channel
                and s.account_id = a.account_id and s.configured = a.configured
                and (s.state <> 'CONNECTED' or s.account <> a.account))
            """;

    ChannelAccounts(Pool pool, ObjectMapper json, Clock clock) {
        this.clock = clock;
        this.pool = pool;
        this.json = json;
    }

    /** What the account carries; nothing while its adapter has not told. */
    public Uni<Optional<ChannelCapabilities>> capabilities(TenantId tenant, Channel channel, String account) {
        return pool.preparedQuery(
                        "select capabilities from channel_account a where tenant = $1 and channel = $2 and account = $3 and not "
                                + GONE)
                .execute(Tuple.of(tenant.value(), channel.name(), account))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(rows.iterator().next().getString(0))));
    }

    /**
     * An account as its adapter last told of it.
     *
     * @param network what people call the network it is on, where the channel has several
     * @param intake absent when nothing has come in
     */
    record Told(
            Channel channel,
            String account,
            @Nullable String network,
            ChannelCapabilities capabilities,
            Instant at,
            @Nullable Intake intake) {}

    /**
     * What came in over an account, in payloads, summed over all processes that ever told.
     *
     * @param interrupted under way when a process ended; its sender was not answered and comes again
     * @param since the first process started
     * @param at when it was last told
     * @param unsettledSince since when a living process misses the outcome of what it received; absent when all adds up
     */
    record Intake(
            long received,
            long published,
            long repeated,
            long quarantined,
            long ignored,
            long deferred,
            long interrupted,
            Instant since,
            Instant at,
            @Nullable Instant unsettledSince) {}

    Uni<List<Told>> all(TenantId tenant) {
        return pool.preparedQuery("""
                        select a.*, i.* from channel_account a left join (
                            select channel as c, account as n, sum(received)::bigint as received,
                                sum(published)::bigint as published, sum(repeated)::bigint as repeated,
                                sum(quarantined)::bigint as quarantined, sum(ignored)::bigint as ignored,
                                sum(deferred)::bigint as deferred, min(since) as since, max(told_at) as counted_at,
                                coalesce(sum(received - published - repeated - quarantined - ignored - deferred)
                                    filter (where told_at < $2), 0)::bigint as interrupted,
                                min(unsettled_since) filter (where told_at >= $2) as unsettled_since
                            from intake where tenant = $1 group by channel, account) as i
                            on i.c = a.channel and i.n = a.account
                        where a.tenant = $1 and not %s order by a.channel, a.account
                        """.formatted(GONE))
                .execute(Tuple.of(tenant.value(), clock.instant().minus(SILENT).atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var all = new ArrayList<Told>(rows.size());
                    rows.forEach(row -> all.add(new Told(
                            Channel.valueOf(row.getString("channel")),
                            row.getString("account"),
                            row.getString("network"),
                            read(row.getString("capabilities")),
                            row.getOffsetDateTime("told_at").toInstant(),
                            intake(row))));
                    return all;
                });
    }

    private static @Nullable Intake intake(Row row) {
        if (row.getLong("received") == null) {
            return null;
        }
        var unsettledSince = row.getOffsetDateTime("unsettled_since");
        return new Intake(
                row.getLong("received"),
                row.getLong("published"),
                row.getLong("repeated"),
                row.getLong("quarantined"),
                row.getLong("ignored"),
                row.getLong("deferred"),
                row.getLong("interrupted"),
                row.getOffsetDateTime("since").toInstant(),
                row.getOffsetDateTime("counted_at").toInstant(),
                unsettledSince == null ? null : unsettledSince.toInstant());
    }

    Uni<Void> counted(SqlConnection tx, List<Event<IntakeCounted>> news) {
        return EventRows.write(tx, """
                        insert into intake as i (tenant, channel, account, process, since, received, published, repeated,
                            quarantined, ignored, deferred, told_at, unsettled_since)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                            case when $6::bigint <> $7::bigint + $8::bigint + $9::bigint + $10::bigint + $11::bigint
                                then $12::timestamptz end)
                        on conflict (tenant, channel, account, process) do update set
                            received = excluded.received, published = excluded.published, repeated = excluded.repeated,
                            quarantined = excluded.quarantined, ignored = excluded.ignored, deferred = excluded.deferred,
                            told_at = excluded.told_at,
                            unsettled_since = case when excluded.unsettled_since is not null
                                then coalesce(i.unsettled_since, excluded.unsettled_since) end
                        where excluded.told_at > i.told_at
                        """, news, event -> {
            var it = event.data();
            return Tuple.tuple()
                    .addString(event.envelope().tenant().value())
                    .addString(it.channel().name())
                    .addString(it.account())
                    .addUUID(it.process())
                    .addValue(it.since().atOffset(ZoneOffset.UTC))
                    .addLong(it.received())
                    .addLong(it.published())
                    .addLong(it.repeated())
                    .addLong(it.quarantined())
                    .addLong(it.ignored())
                    .addLong(it.deferred())
                    .addValue(it.at().atOffset(ZoneOffset.UTC));
        });
    }

    Uni<Void> connected(SqlConnection tx, List<Event<AccountConnected>> news) {
        return EventRows.write(
                tx,
                """
                        insert into channel_account as a (tenant, channel, account, capabilities, told_at, account_id, configured,
                            network)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        on conflict (tenant, channel, account) do update
                        set capabilities = excluded.capabilities, told_at = excluded.told_at,
                            account_id = excluded.account_id, configured = excluded.configured,
                            network = coalesce(excluded.network, a.network)
                        where excluded.told_at >= a.told_at
                        """,
                news,
                event -> Tuple.tuple()
                        .addString(event.envelope().tenant().value())
                        .addString(event.data().channel().name())
                        .addString(event.data().account())
                        .addString(write(event.data().capabilities()))
                        .addValue(event.data().at().atOffset(ZoneOffset.UTC))
                        .addString(event.data().accountId())
                        .addBoolean(event.data().settings() == null)
                        .addString(event.data().network()));
    }

    private ChannelCapabilities read(String capabilities) {
        try {
            return json.readValue(capabilities, ChannelCapabilities.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(ChannelCapabilities capabilities) {
        try {
            return json.writeValueAsString(capabilities);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
