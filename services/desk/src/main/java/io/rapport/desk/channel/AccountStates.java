package io.rapport.desk.channel;

import io.rapport.contracts.Event;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.AccountDisconnected;
import io.rapport.contracts.accounts.AccountRefused;
import io.rapport.contracts.value.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether adapters serve our accounts, as they last told. */
@Singleton
class AccountStates {
    /** What an adapter told. */
    enum State {
        CONNECTED,
        REFUSED,
        DISCONNECTED
    }

    /**
     * What an adapter told of an account.
     *
     * @param configured whether its configuration has it; else it was wanted here
     * @param account our side of its threads, when it is served
     */
    record Told(
            Channel channel,
            String accountId,
            boolean configured,
            State state,
            @Nullable String provider,
            @Nullable String account,
            @Nullable UUID settings,
            @Nullable String reason,
            Instant at) {
        /** Adapters of old do not tell the account's id. */
        static Optional<Told> of(AccountConnected e) {
            return Optional.ofNullable(e.accountId())
                    .map(id -> new Told(
                            e.channel(),
                            id,
                            e.settings() == null,
                            State.CONNECTED,
                            e.provider(),
                            e.account(),
                            e.settings(),
                            null,
                            e.at()));
        }

        static Told of(AccountRefused e) {
            return new Told(
                    e.channel(), e.accountId(), false, State.REFUSED, null, null, e.settings(), e.reason(), e.at());
        }

        static Told of(AccountDisconnected e) {
            return new Told(
                    e.channel(), e.accountId(), false, State.DISCONNECTED, null, null, e.settings(), null, e.at());
        }
    }

    Uni<Void> told(SqlConnection tx, List<Event<Told>> news) {
        return EventRows.write(tx, """
                        insert into account_state as s
                            (tenant, channel, account_id, configured, state, provider, account, settings, reason, told_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        on conflict (tenant, channel, account_id, configured) do update set
                            state = excluded.state, provider = excluded.provider, account = excluded.account,
                            settings = excluded.settings, reason = excluded.reason, told_at = excluded.told_at
                        where excluded.told_at >= s.told_at
                        """, news, event -> {
            var it = event.data();
            return Tuple.tuple()
                    .addString(event.envelope().tenant().value())
                    .addString(it.channel().name())
                    .addString(it.accountId())
                    .addBoolean(it.configured())
                    .addString(it.state().name())
                    .addString(it.provider())
                    .addString(it.account())
                    .addUUID(it.settings())
                    .addString(it.reason())
                    .addValue(it.at().atOffset(ZoneOffset.UTC));
        });
    }
}
