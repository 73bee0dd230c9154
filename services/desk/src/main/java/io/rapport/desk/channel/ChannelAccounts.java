package io.rapport.desk.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.Event;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our accounts on the channels, as their adapters last told of them. */
@Singleton
public class ChannelAccounts {
    private final Pool pool;
    private final ObjectMapper json;

    ChannelAccounts(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** What the account carries; nothing while its adapter has not told. */
    public Uni<Optional<ChannelCapabilities>> capabilities(TenantId tenant, Channel channel, String account) {
        return pool.preparedQuery(
                        "select capabilities from channel_account where tenant = $1 and channel = $2 and account = $3")
                .execute(Tuple.of(tenant.value(), channel.name(), account))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(rows.iterator().next().getString(0))));
    }

    /** An account as its adapter last told of it. */
    record Told(Channel channel, String account, ChannelCapabilities capabilities, Instant at) {}

    Uni<List<Told>> all(TenantId tenant) {
        return pool.preparedQuery("select * from channel_account where tenant = $1 order by channel, account")
                .execute(Tuple.of(tenant.value()))
                .map(rows -> {
                    var all = new ArrayList<Told>(rows.size());
                    rows.forEach(row -> all.add(new Told(
                            Channel.valueOf(row.getString("channel")),
                            row.getString("account"),
                            read(row.getString("capabilities")),
                            row.getOffsetDateTime("told_at").toInstant())));
                    return all;
                });
    }

    Uni<Void> connected(SqlConnection tx, List<Event<AccountConnected>> news) {
        var rows = news.stream()
                .map(event -> Tuple.of(
                        event.envelope().tenant().value(),
                        event.data().channel().name(),
                        event.data().account(),
                        write(event.data().capabilities()),
                        event.data().at().atOffset(ZoneOffset.UTC)))
                .toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery("""
                        insert into channel_account as a (tenant, channel, account, capabilities, told_at)
                        values ($1, $2, $3, $4, $5)
                        on conflict (tenant, channel, account) do update
                        set capabilities = excluded.capabilities, told_at = excluded.told_at
                        where excluded.told_at >= a.told_at
                        """).executeBatch(rows).replaceWithVoid();
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
