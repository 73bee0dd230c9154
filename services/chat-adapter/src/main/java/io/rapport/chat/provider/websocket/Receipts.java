package io.rapport.chat.provider.websocket;

import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Tells the log that a visitor's browser shows a message; several tabs and repetitions tell the same event. */
@Singleton
class Receipts {
    private final VisitorHistory history;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;

    Receipts(VisitorHistory history, Events events, EventPublisher publisher, Clock clock) {
        this.history = history;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Reports every message up to this number that was sent on this connection and is not reported yet. */
    Uni<Void> received(Session session, long upTo) {
        return Multi.createFrom()
                .iterable(session.newlyReceived(upTo))
                .onItem()
                .transformToUniAndConcatenate(number -> history.at(
                                session.account().tenant(), session.thread().id(), number)
                        .chain(line -> line.map(it -> publish(session, number, it))
                                .orElseGet(() -> Uni.createFrom().voidItem())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> publish(Session session, long number, Line line) {
        var tenant = session.account().tenant();
        var thread = session.thread();
        var id = DeterministicId.of(
                tenant.value(), thread.account(), line.commandId().toString(), "delivery-delivered");
        var delivered = new DeliveryUpdated(
                thread,
                line.customerId(),
                Direction.OUTWARD,
                line.commandId(),
                thread.party() + "/" + number,
                DeliveryStatus.DELIVERED,
                null,
                clock.instant());
        return publisher.publish(
                Topics.INTERACTIONS, events.withId(id, tenant, thread.id().value(), clock.instant(), delivered));
    }
}
