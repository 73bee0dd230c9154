package io.rapport.email.unsubscribe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.email.MailAccount;
import io.rapport.email.MailAccounts;
import io.rapport.email.threading.OwnMessageId;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeTokens.Subscription;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** Tells the log that a customer wants no more contact that we start. */
@Singleton
class Unsubscribing {
    private static final List<MessagePurpose> STARTED_BY_US = Arrays.stream(MessagePurpose.values())
            .filter(MessagePurpose::startedByUs)
            .toList();

    private final MailAccounts accounts;
    private final ThreadTokens tokens;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Counter unsubscribed;

    Unsubscribing(
            MailAccounts accounts,
            ThreadTokens tokens,
            Events events,
            EventPublisher publisher,
            Clock clock,
            MeterRegistry metrics) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
        this.unsubscribed = metrics.counter("rapport.email.unsubscribed");
    }

    /** Whose mail it was, if the mailbox is still ours. */
    MailAccount account(Subscription subscription) {
        var address = subscription.thread().account();
        return accounts.receiving(address).orElseGet(() -> new MailAccount(subscription.tenant(), address, null));
    }

    /** Completes when it is safe on the log. The same mail's link says the same again, and nothing new. */
    Uni<Void> declare(Subscription subscription) {
        var tenant = subscription.tenant();
        var thread = subscription.thread();
        var now = clock.instant();
        var messageId = new OwnMessageId(
                        subscription.command(), tokens.of(tenant, thread).orElse(null))
                .at(account(subscription).domain());
        var declared = new ConsentDeclared(
                thread,
                subscription.customer(),
                Direction.INWARD,
                messageId,
                ConsentStatus.REVOKED,
                "The customer unsubscribed by the link in a mail of ours.",
                now,
                STARTED_BY_US);
        var id = DeterministicId.of(
                tenant.value(), thread.account(), subscription.command().toString(), "unsubscribed");
        return publisher
                .publish(
                        Topics.INTERACTIONS,
                        events.withId(id, tenant, thread.id().value(), now, declared))
                .invoke(() -> unsubscribed.increment());
    }
}
