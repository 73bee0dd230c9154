package io.rapport.sms.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Tells the log how far our messages got, in whatever order providers say so: readers only ever go forward. */
@Singleton
public class DeliveryReports {
    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;

    DeliveryReports(Events events, EventPublisher publisher, MeterRegistry metrics) {
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** Completes when the report is safe on the log. */
    public Uni<Void> tell(
            Account account, String party, CustomerId customer, CommandId command, Inbound.Status report) {
        var thread = ThreadRef.of(account.tenant(), account.channel(), account.address(), party, null);
        var id = DeterministicId.of(
                account.tenant().value(), account.address(), report.providerMessageId(), "delivery " + report.status());
        var updated = new DeliveryUpdated(
                thread,
                customer,
                Direction.OUTWARD,
                command,
                report.providerMessageId(),
                report.status(),
                report.failure(),
                report.at());
        return publisher
                .publish(
                        Topics.INTERACTIONS,
                        events.withId(id, account.tenant(), thread.id().value(), report.at(), updated))
                .invoke(() -> count(account, "published"));
    }

    /** A report about a message that we did not send, or in a word we do not know. */
    public Uni<Void> ignore(Account account) {
        count(account, "ignored");
        return Uni.createFrom().voidItem();
    }

    private void count(Account account, String outcome) {
        metrics.counter(
                        "rapport.inbound",
                        "channel",
                        account.channel().wireName(),
                        "outcome",
                        outcome,
                        "kind",
                        "delivery-updated")
                .increment();
    }
}
