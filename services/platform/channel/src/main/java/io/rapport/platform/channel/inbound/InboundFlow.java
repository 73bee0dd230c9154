package io.rapport.platform.channel.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreUnavailable;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an adapter of a channel with one endless thread a party does with what came in: keep it as it came, read it, put it on
 * the log.
 *
 * <p>The events' ids follow from the account and the provider's message id, so that a repeated call tells the same again.
 */
@ApplicationScoped
public class InboundFlow {
    /** The one rule by which such a channel finds the thread. */
    private static final String THREAD_RULE = "party";

    private static final int MAX_TEXT = 64 * 1024;

    private final PayloadStore store;
    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;

    InboundFlow(PayloadStore store, Events events, EventPublisher publisher, MeterRegistry metrics, Clock clock) {
        this.store = store;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Completes when everything the payload tells is safe on the log.
     *
     * <p>Fails with {@link Malformed} when {@code read} does; while the store or Kafka is away the failure is one that
     * {@link TransientFailure#is} knows, and the sender should come again.
     *
     * @param payload genuine, as it came
     */
    public Uni<Void> take(Account account, byte[] payload, Supplier<List<Inbound>> read) {
        return Uni.createFrom()
                .item(() -> store.putRaw(account.tenant(), payload))
                // the store blocks
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(StoreUnavailable.class)
                .transform(away -> new TransientFailure("The payload store is away", away))
                .chain(rawRef -> Multi.createFrom()
                        .iterable(read.get())
                        .onItem()
                        .transformToUniAndConcatenate(it -> tell(account, it, rawRef))
                        .collect()
                        .last()
                        .replaceWithVoid())
                .onFailure(Malformed.class)
                .invoke(() -> count(account, "malformed", "call"));
    }

    private Uni<Void> tell(Account account, Inbound inbound, String rawRef) {
        return switch (inbound) {
            case Inbound.Message message ->
                publish(
                        account,
                        message.from().address(),
                        message.providerMessageId(),
                        "message-received",
                        received(account, message, rawRef));
            case Inbound.Reaction reaction ->
                publish(
                        account,
                        reaction.party(),
                        reaction.providerMessageId() + " " + reaction.at(),
                        "reaction-received",
                        reacted(account, reaction));
            case Inbound.Status status -> ignored(account, "status");
            case Inbound.Unknown unknown -> ignored(account, unknown.kind());
        };
    }

    private MessageReceived received(Account account, Inbound.Message message, String rawRef) {
        if (!message.account().equals(account.address())) {
            throw new Malformed("The message is for another account than the one whose address was called.");
        }
        return new MessageReceived(
                thread(account, message.from().address()),
                CustomerId.provisional(
                        account.tenant(), account.channel(), message.from().address()),
                Direction.INWARD,
                null,
                message.from(),
                content(message.text()),
                Automation.NONE,
                message.providerMessageId(),
                List.of(),
                THREAD_RULE,
                message.writtenAt(),
                clock.instant(),
                rawRef);
    }

    private static ReactionReceived reacted(Account account, Inbound.Reaction reaction) {
        return new ReactionReceived(
                thread(account, reaction.party()),
                CustomerId.provisional(account.tenant(), account.channel(), reaction.party()),
                Direction.INWARD,
                reaction.providerMessageId(),
                reaction.emoji(),
                reaction.at());
    }

    private static ThreadRef thread(Account account, String party) {
        return ThreadRef.of(account.tenant(), account.channel(), account.address(), party, null);
    }

    private static MessageContent content(String text) {
        if (text.length() <= MAX_TEXT) {
            return new MessageContent(null, text, false, List.of());
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
        return new MessageContent(null, text.substring(0, end), true, List.of());
    }

    private Uni<Void> publish(Account account, String party, String about, String kind, InteractionEvent data) {
        var id = DeterministicId.of(account.tenant().value(), account.address(), about, kind);
        var thread = thread(account, party).id().value();
        var event = events.withId(id, account.tenant(), thread, clock.instant(), data);
        return publisher.publish(Topics.INTERACTIONS, event).invoke(() -> count(account, "published", kind));
    }

    private Uni<Void> ignored(Account account, String kind) {
        count(account, "ignored", kind);
        return Uni.createFrom().voidItem();
    }

    private void count(Account account, String outcome, String kind) {
        metrics.counter("rapport.inbound", "channel", account.channel().wireName(), "outcome", outcome, "kind", kind)
                .increment();
    }
}
