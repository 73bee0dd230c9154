package io.rapport.platform.channel.account;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.AccountDisconnected;
import io.rapport.contracts.accounts.AccountEvent;
import io.rapport.contracts.accounts.AccountRefused;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells what became of accounts, one after the other, for as long as it takes; nothing else waits for it. */
@Singleton
class AccountAnswers {
    private static final Logger LOG = Logger.getLogger(AccountAnswers.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final UnicastProcessor<Event<AccountEvent>> queue = UnicastProcessor.create();
    private final Events events;
    private final Clock clock;

    AccountAnswers(Events events, EventPublisher publisher, Clock clock) {
        this.events = events;
        this.clock = clock;
        queue.onItem()
                .transformToUniAndConcatenate(answer -> publisher
                        .publish(Topics.ACCOUNTS, answer)
                        .onFailure()
                        .retry()
                        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                        .indefinitely())
                .subscribe()
                .with(told -> {}, failure -> LOG.errorf(failure, "action=answer-account"));
    }

    /** The account is served. */
    void connected(Accounts.Served served, @Nullable Envelope cause) {
        var account = served.account();
        tell(
                account.tenant(),
                cause,
                account.id(),
                new AccountConnected(
                        account.channel(),
                        account.address(),
                        account.capabilities(),
                        clock.instant(),
                        account.id(),
                        served.provider(),
                        served.settings(),
                        account.provider().network().orElse(null)));
    }

    /** The account is not served, for this reason. */
    void refused(Event<AccountSettingsEvent> wanted, String reason) {
        var it = wanted.data();
        LOG.warnf("action=refuse-account channel=%s account=%s cause=\"%s\"", it.channel(), it.accountId(), reason);
        tell(
                wanted.envelope().tenant(),
                wanted.envelope(),
                it.accountId(),
                new AccountRefused(
                        it.channel(), it.accountId(), wanted.envelope().id(), reason, clock.instant()));
    }

    /** The account is not served, as was wanted. */
    void disconnected(Event<AccountSettingsEvent> wanted) {
        var it = wanted.data();
        tell(
                wanted.envelope().tenant(),
                wanted.envelope(),
                it.accountId(),
                new AccountDisconnected(
                        it.channel(), it.accountId(), wanted.envelope().id(), clock.instant()));
    }

    /** One key for all that is said of an account's being served, so that the last of it comes last. */
    private synchronized void tell(TenantId tenant, @Nullable Envelope cause, String accountId, AccountEvent answer) {
        var key = AccountSettingsEvent.aggregate(tenant, answer.channel(), accountId);
        queue.onNext(cause == null ? events.begin(tenant, key, answer) : events.causedBy(cause, key, answer));
    }
}
