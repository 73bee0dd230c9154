package io.rapport.desk.channel;

import io.rapport.contracts.Event;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.AccountDisconnected;
import io.rapport.contracts.accounts.AccountEvent;
import io.rapport.contracts.accounts.AccountRefused;
import io.rapport.contracts.accounts.IntakeCounted;
import io.rapport.contracts.accounts.PayloadQuarantined;
import io.rapport.contracts.accounts.PayloadReplayed;
import io.rapport.contracts.accounts.ProviderListCompared;
import io.rapport.desk.channel.AccountStates.Told;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads from the log what adapters tell of our accounts. */
@ApplicationScoped
class AccountConsumer {
    private final ChannelAccounts accounts;
    private final AccountStates states;
    private final QuarantinedPayloads payloads;
    private final ProviderLists lists;
    private final Pipeline pipeline;

    AccountConsumer(
            Pipelines pipelines,
            ChannelAccounts accounts,
            AccountStates states,
            QuarantinedPayloads payloads,
            ProviderLists lists) {
        this.accounts = accounts;
        this.states = states;
        this.payloads = payloads;
        this.lists = lists;
        this.pipeline = pipelines.projecting(AccountEvent.class, this::on);
    }

    @Incoming("accounts")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    private Uni<Void> on(SqlConnection tx, List<Event<AccountEvent>> events) {
        var connected = new ArrayList<Event<AccountConnected>>();
        var told = new ArrayList<Event<Told>>();
        var quarantined = new ArrayList<Event<PayloadQuarantined>>();
        var replayed = new ArrayList<Event<PayloadReplayed>>();
        var counted = new ArrayList<Event<IntakeCounted>>();
        var compared = new ArrayList<Event<ProviderListCompared>>();
        for (var event : events) {
            switch (event.data()) {
                case AccountConnected e -> {
                    connected.add(new Event<>(event.envelope(), e));
                    Told.of(e).ifPresent(it -> told.add(new Event<>(event.envelope(), it)));
                }
                case AccountRefused e -> told.add(new Event<>(event.envelope(), Told.of(e)));
                case AccountDisconnected e -> told.add(new Event<>(event.envelope(), Told.of(e)));
                case PayloadQuarantined e -> quarantined.add(new Event<>(event.envelope(), e));
                case IntakeCounted e -> counted.add(new Event<>(event.envelope(), e));
                case ProviderListCompared e -> compared.add(new Event<>(event.envelope(), e));
                case PayloadReplayed e -> replayed.add(new Event<>(event.envelope(), e));
            }
        }
        return accounts.connected(tx, connected)
                .chain(() -> states.told(tx, told))
                .chain(() -> accounts.counted(tx, counted))
                .chain(() -> lists.compared(tx, compared))
                .chain(() -> payloads.quarantined(tx, quarantined))
                .chain(() -> payloads.replayed(tx, replayed));
    }
}
