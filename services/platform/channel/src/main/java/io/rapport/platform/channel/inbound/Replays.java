package io.rapport.platform.channel.inbound;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.PayloadReplayed;
import io.rapport.contracts.outbound.ReplayPayload;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads again what was set aside, when somebody asks for it, and tells what became of it. */
@Singleton
public class Replays {
    private final Accounts accounts;
    private final PayloadStore store;
    private final Origins origins;
    private final PayloadReader reader;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;

    Replays(
            Accounts accounts,
            PayloadStore store,
            Origins origins,
            PayloadReader reader,
            Events events,
            EventPublisher publisher,
            Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.origins = origins;
        this.reader = reader;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Completes when it is told; fails while the store or Kafka is away. */
    public Uni<Void> replay(Event<ReplayPayload> command) {
        var asked = command.data();
        var tenant = command.envelope().tenant();
        var account = accounts.of(tenant, asked.account());
        if (account.isEmpty() && !accounts.isComplete()) {
            return Uni.createFrom().failure(new TransientFailure("The accounts are not all known yet"));
        }
        return account.isEmpty()
                ? tell(command, "The account it came for is not connected any more.")
                : StoreCall.of(() -> found(tenant, asked))
                        .chain(found -> found.isEmpty()
                                ? tell(command, "It is not in the store any more.")
                                : read(command, account.get(), found.get()));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(byte[] payload, Optional<String> origin) {}

    private Optional<Found> found(TenantId tenant, ReplayPayload asked) {
        return store.get(tenant, asked.payload())
                .map(payload -> new Found(payload, origins.of(tenant, asked.account(), asked.payload())));
    }

    private Uni<Void> read(Event<ReplayPayload> command, Account account, Found found) {
        return reader.read(account, found.payload(), found.origin())
                .map(read -> (@Nullable String) null)
                .onFailure(Malformed.class)
                .recoverWithItem(Throwable::getMessage)
                .chain(failure -> tell(command, failure));
    }

    private Uni<Void> tell(Event<ReplayPayload> command, @Nullable String failure) {
        var asked = command.data();
        var tenant = command.envelope().tenant();
        var now = clock.instant();
        var id = DeterministicId.of(
                tenant.value(), asked.account(), asked.commandId().toString(), "payload-replayed");
        var key = DeterministicId.of("account", tenant.value(), asked.channel().wireName(), asked.account());
        return publisher.publish(
                Topics.ACCOUNTS,
                events.withId(
                        id,
                        command.envelope(),
                        key,
                        now,
                        new PayloadReplayed(
                                asked.commandId(), asked.channel(), asked.account(), asked.payload(), failure, now)));
    }
}
