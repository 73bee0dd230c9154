package io.rapport.desk.channel;

import io.rapport.contracts.Event;
import io.rapport.contracts.accounts.ProviderListCompared;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How our intake compares with the providers' own lists, as adapters last told. */
@Singleton
class ProviderLists {
    private final Pool pool;

    ProviderLists(Pool pool) {
        this.pool = pool;
    }

    /**
     * The last comparison with a list.
     *
     * @param fetchedTotal all that ever had to be fetched
     * @param fetchedAt when that was last so; absent when never
     */
    record Compared(
            Channel channel,
            String account,
            String list,
            long listed,
            long known,
            long fetched,
            long missing,
            Instant at,
            long fetchedTotal,
            @Nullable Instant fetchedAt) {}

    Uni<List<Compared>> all(TenantId tenant) {
        return pool.preparedQuery("select * from provider_list where tenant = $1 order by channel, account, list")
                .execute(Tuple.of(tenant.value()))
                .map(rows -> {
                    var all = new ArrayList<Compared>(rows.size());
                    rows.forEach(row -> {
                        var fetchedAt = row.getOffsetDateTime("fetched_at");
                        all.add(new Compared(
                                Channel.valueOf(row.getString("channel")),
                                row.getString("account"),
                                row.getString("list"),
                                row.getLong("listed"),
                                row.getLong("known"),
                                row.getLong("fetched"),
                                row.getLong("missing"),
                                row.getOffsetDateTime("at").toInstant(),
                                row.getLong("fetched_total"),
                                fetchedAt == null ? null : fetchedAt.toInstant()));
                    });
                    return all;
                });
    }

    /** What is told twice counts once, for only a later comparison replaces one. */
    Uni<Void> compared(SqlConnection tx, List<Event<ProviderListCompared>> news) {
        return EventRows.write(
                tx,
                """
                        insert into provider_list as l (tenant, channel, account, list, listed, known, fetched, missing, at,
                            fetched_total, fetched_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7, case when $7::bigint > 0 then $9::timestamptz end)
                        on conflict (tenant, channel, account, list) do update set
                            listed = excluded.listed, known = excluded.known, fetched = excluded.fetched,
                            missing = excluded.missing, at = excluded.at,
                            fetched_total = l.fetched_total + excluded.fetched,
                            fetched_at = coalesce(excluded.fetched_at, l.fetched_at)
                        where excluded.at > l.at
                        """,
                news,
                event -> Tuple.tuple()
                        .addString(event.envelope().tenant().value())
                        .addString(event.data().channel().name())
                        .addString(event.data().account())
                        .addString(event.data().list())
                        .addLong(event.data().listed())
                        .addLong(event.data().known())
                        .addLong(event.data().fetched())
                        .addLong(event.data().missing())
                        .addValue(event.data().at().atOffset(ZoneOffset.UTC)));
    }
}
