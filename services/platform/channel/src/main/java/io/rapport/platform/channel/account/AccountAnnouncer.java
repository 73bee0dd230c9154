package io.rapport.platform.channel.account;

import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells at the start which accounts this adapter serves, for as long as it takes; nothing else waits for it. */
@Singleton
class AccountAnnouncer {
    private static final Logger LOG = Logger.getLogger(AccountAnnouncer.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;

    AccountAnnouncer(Accounts accounts, Events events, EventPublisher publisher, Clock clock) {
        this.accounts = accounts;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        Multi.createFrom()
                .iterable(accounts.all())
                .onItem()
                .transformToUniAndConcatenate(account -> tell(account)
                        .onFailure()
                        .retry()
                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                        .indefinitely())
                .collect()
                .last()
                .subscribe()
                .with(
                        all -> LOG.debugf("action=announce-accounts"),
                        failure -> LOG.errorf(failure, "action=announce-accounts"));
    }

    private Uni<Void> tell(Account account) {
        var now = clock.instant();
        var key = DeterministicId.of(
                "account", account.tenant().value(), account.channel().wireName(), account.address());
        return publisher.publish(
                Topics.ACCOUNTS,
                events.begin(
                        account.tenant(),
                        key,
                        new AccountConnected(account.channel(), account.address(), account.capabilities(), now)));
    }
}
