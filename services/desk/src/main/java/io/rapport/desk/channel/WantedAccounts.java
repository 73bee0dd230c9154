package io.rapport.desk.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.Topics;
import io.rapport.contracts.settings.AccountConfigured;
import io.rapport.contracts.settings.AccountRemoved;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.account.SignedIn;
import io.rapport.desk.problem.Refusal;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The accounts that administrators want, and whether adapters serve them. */
@Singleton
class WantedAccounts {
    private static final Logger LOG = Logger.getLogger(WantedAccounts.class);
    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private final Pool pool;
    private final Outbox outbox;
    private final Events events;
    private final ObjectMapper json;
    private final Clock clock;

    WantedAccounts(Pool pool, Outbox outbox, Events events, ObjectMapper json, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** How it stands with an account. */
    enum State {
        /** Its adapter serves it. */
        CONNECTED,
        /** Its adapter says why not. */
        REFUSED,
        /** Its adapter has not answered yet. */
        WAITING,
        /** It is to be removed, and its adapter has not answered yet. */
        REMOVING
    }

    /**
     * An account.
     *
     * @param configured whether its adapter's configuration has it, so that nothing can be changed here
     * @param address our side of its threads, when it is served
     * @param secrets the names of its secrets
     * @param version of what is wanted; 0 when it is configured
     * @param at when its adapter last answered
     */
    record Item(
            Channel channel,
            String id,
            @Nullable String provider,
            boolean configured,
            State state,
            @Nullable String reason,
            @Nullable String address,
            Map<String, String> settings,
            Map<String, String> secrets,
            int version,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            @Nullable Instant at) {}

    Uni<List<Item>> all(TenantId tenant) {
        return pool.preparedQuery("""
                        select w.channel, w.account_id, w.provider, false as configured,
                            case when w.event = s.settings then s.state end as state, s.reason, s.account, w.settings,
                            w.secrets, w.removed, w.version, w.changed_by_name, w.changed_at, s.told_at
                        from account_setting w left join account_state s
                            on s.tenant = w.tenant and s.channel = w.channel and s.account_id = w.account_id
                            and not s.configured
                        where w.tenant = $1 and not (w.removed and w.event is not distinct from s.settings)
                        union all
                        select channel, account_id, provider, true, state, reason, account, '{}', '{}', false, 0, null,
                            null::timestamptz, told_at
                        from account_state where tenant = $1 and configured
                        order by channel, account_id, configured
                        """).execute(Tuple.of(tenant.value())).map(rows -> {
            var all = new ArrayList<Item>(rows.size());
            rows.forEach(row -> all.add(item(row)));
            return all;
        });
    }

    private Item item(Row row) {
        var changedAt = row.getOffsetDateTime("changed_at");
        var toldAt = row.getOffsetDateTime("told_at");
        var state = state(row.getBoolean("removed"), row.getString("state"));
        return new Item(
                Channel.valueOf(row.getString("channel")),
                row.getString("account_id"),
                row.getString("provider"),
                row.getBoolean("configured"),
                state,
                state == State.REFUSED ? row.getString("reason") : null,
                state == State.CONNECTED ? row.getString("account") : null,
                read(row.getString("settings")),
                read(row.getString("secrets")),
                row.getInteger("version"),
                row.getString("changed_by_name"),
                changedAt == null ? null : changedAt.toInstant(),
                toldAt == null ? null : toldAt.toInstant());
    }

    private static State state(boolean removed, @Nullable String told) {
        if (removed) {
            return State.REMOVING;
        }
        return told == null ? State.WAITING : State.valueOf(told);
    }

    /**
     * Wants an account, or wants it otherwise.
     *
     * @param seen the version the person was looking at; 0 for a new one
     * @return its version now
     */
    Uni<Integer> want(SignedIn who, WantedAccount wanted, int seen) {
        var now = clock.instant();
        return pool.withTransaction(tx -> configured(tx, who.tenant(), wanted.channel(), wanted.id())
                .invoke(configured -> {
                    if (configured) {
                        throw Refusal.conflict("The adapter's configuration has an account with this id. "
                                + "Choose another id, or change it there.");
                    }
                })
                .chain(() -> lock(tx, wanted.channel(), wanted.id()))
                .chain(known -> {
                    check(who, known, seen);
                    var event = events.begin(
                            who.tenant(),
                            key(who, wanted.channel(), wanted.id()),
                            new AccountConfigured(
                                    wanted.channel(),
                                    wanted.id(),
                                    wanted.provider(),
                                    wanted.settings(),
                                    wanted.secrets(),
                                    who.agentId(),
                                    now));
                    return tx.preparedQuery("""
                                    insert into account_setting as w (channel, account_id, tenant, provider, settings, secrets,
                                        removed, version, event, changed_by, changed_by_name, changed_at)
                                    values ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10, $11)
                                    on conflict (channel, account_id) do update set tenant = excluded.tenant,
                                        provider = excluded.provider, settings = excluded.settings,
                                        secrets = excluded.secrets, removed = false, version = excluded.version,
                                        event = excluded.event, changed_by = excluded.changed_by,
                                        changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at
                                    where w.version = excluded.version - 1
                                    """)
                            .execute(Tuple.tuple()
                                    .addString(wanted.channel().name())
                                    .addString(wanted.id())
                                    .addString(who.tenant().value())
                                    .addString(wanted.provider())
                                    .addString(write(wanted.settings()))
                                    .addString(write(wanted.secrets()))
                                    .addInteger(known.version() + 1)
                                    .addUUID(event.envelope().id())
                                    .addUUID(who.agentId().value())
                                    .addString(who.displayName())
                                    .addValue(now.atOffset(ZoneOffset.UTC)))
                            .invoke(rows -> {
                                // somebody else was first with a new one
                                if (rows.rowCount() == 0) {
                                    throw changedMeanwhile();
                                }
                            })
                            .chain(() -> outbox.append(tx, List.of(new Outgoing(Topics.ACCOUNT_SETTINGS, event))))
                            .invoke(() -> LOG.infof(
                                    "action=want-account channel=%s account=%s by=%s",
                                    wanted.channel(), wanted.id(), who.agentId()))
                            .replaceWith(known.version() + 1);
                }));
    }

    /** Wants an account no more. */
    Uni<Void> remove(SignedIn who, Channel channel, String id, int seen) {
        var now = clock.instant();
        return pool.withTransaction(tx -> lock(tx, channel, id).chain(known -> {
            if (!known.isOf(who) || known.removed()) {
                throw Refusal.notFound("No account of this id was set up here.");
            }
            check(who, known, seen);
            var event = events.begin(
                    who.tenant(), key(who, channel, id), new AccountRemoved(channel, id, who.agentId(), now));
            return tx.preparedQuery("""
                            update account_setting set removed = true, version = version + 1, event = $3, changed_by = $4,
                                changed_by_name = $5, changed_at = $6
                            where channel = $1 and account_id = $2
                            """)
                    .execute(Tuple.of(
                            channel.name(),
                            id,
                            event.envelope().id(),
                            who.agentId().value(),
                            who.displayName(),
                            now.atOffset(ZoneOffset.UTC)))
                    .chain(() -> outbox.append(tx, List.of(new Outgoing(Topics.ACCOUNT_SETTINGS, event))))
                    .invoke(() ->
                            LOG.infof("action=remove-account channel=%s account=%s by=%s", channel, id, who.agentId()));
        }));
    }

    private record Known(@Nullable String tenant, boolean removed, int version) {
        boolean isOf(SignedIn who) {
            return who.tenant().value().equals(tenant);
        }
    }

    private static Uni<Known> lock(SqlConnection tx, Channel channel, String id) {
        return tx.preparedQuery(
                        "select tenant, removed, version from account_setting where channel = $1 and account_id = $2 for update")
                .execute(Tuple.of(channel.name(), id))
                .map(rows -> rows.size() == 0
                        ? new Known(null, true, 0)
                        : new Known(
                                rows.iterator().next().getString(0),
                                rows.iterator().next().getBoolean(1),
                                rows.iterator().next().getInteger(2)));
    }

    private static void check(SignedIn who, Known known, int seen) {
        if (known.removed()) {
            if (seen != 0) {
                throw changedMeanwhile();
            }
        } else if (!known.isOf(who)) {
            throw Refusal.conflict("This id is taken. Choose another one.");
        } else if (known.version() != seen) {
            throw changedMeanwhile();
        }
    }

    private static Refusal changedMeanwhile() {
        return Refusal.conflict("Somebody changed this account since you looked. Look again, then decide.");
    }

    private static Uni<Boolean> configured(SqlConnection tx, TenantId tenant, Channel channel, String id) {
        return tx.preparedQuery(
                        "select from account_state where tenant = $1 and channel = $2 and account_id = $3 and configured")
                .execute(Tuple.of(tenant.value(), channel.name(), id))
                .map(rows -> rows.size() > 0);
    }

    private static UUID key(SignedIn who, Channel channel, String id) {
        return AccountSettingsEvent.aggregate(who.tenant(), channel, id);
    }

    private Map<String, String> read(String values) {
        try {
            return json.readValue(values, MAP);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Map<String, String> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
