package io.rapport.platform.channel.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.capability.SendRules;
import io.rapport.platform.channel.capability.SendRules.Passage;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.store.Said;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every adapter does with a SendMessage command: the gate, the provider at most once, then MessageSent and
 * DeliveryUpdated.
 *
 * <p>The events' ids follow from the command, so that a repeated command tells the same again and nothing new. What the
 * provider defers is told once, as QUEUED, and fails with {@code Postponed} until the time to give up; when the provider is
 * away, it fails with {@code TransientFailure}, and everything waits.
 */
@ApplicationScoped
public class OutboundFlow {
    private final SendOnce sendOnce;
    private final Gate gate;
    private final Said said;
    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Duration giveUpAfter;

    OutboundFlow(
            SendOnce sendOnce,
            Gate gate,
            Said said,
            Events events,
            EventPublisher publisher,
            MeterRegistry metrics,
            Clock clock,
            OutboundConfig config) {
        this.sendOnce = sendOnce;
        this.gate = gate;
        this.said = said;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
        this.giveUpAfter = config.giveUpAfter();
    }

    /** Sends the message of a command and tells what became of it. */
    public Uni<Void> send(Event<SendMessage> command, Account account) {
        return send(command, account, outcome -> tellDeferral(command, outcome));
    }

    /** As {@link #send}, for a command that was postponed: nobody needs to be told again that it waits. */
    public Uni<Void> sendAgain(Event<SendMessage> command, Account account) {
        return send(command, account, outcome -> Uni.createFrom().voidItem());
    }

    private Uni<Void> send(
            Event<SendMessage> command, Account account, Function<DeliveryOutcome, Uni<?>> whenAttempted) {
        var message = command.data();
        var objection = SendRules.objection(account.capabilities(), message.text(), message.attachments());
        if (objection.isPresent()) {
            return refuse(command, objection.get().failure());
        }
        var parts = Parts.of(account, message);
        var sent = attempt(command, account, message.commandId(), parts.getFirst(), whenAttempted);
        for (int i = 1; i < parts.size(); i++) {
            // a marker of its own, so that what already went is not sent again when a later part has to wait
            var id = new CommandId(DeterministicId.of(message.commandId().toString(), "part", Integer.toString(i)));
            var part = parts.get(i);
            int gone = i;
            sent = sent.chain(before -> before.providerMessageId() == null
                    ? Uni.createFrom().item(before)
                    : attempt(command, account, id, part, whenAttempted)
                            .map(settled -> settled.failure() == null ? before : settled.after(gone, parts.size())));
        }
        return sent.chain(settlement -> tell(command, settlement).chain(() -> finish(command, account, settlement)));
    }

    private static Uni<Void> finish(Event<SendMessage> command, Account account, Settlement settlement) {
        var sent = settlement.providerMessageId();
        return sent == null ? Uni.createFrom().voidItem() : account.provider().afterwards(command, sent);
    }

    private Uni<Settlement> attempt(
            Event<SendMessage> command,
            Account account,
            CommandId id,
            SendMessage message,
            Function<DeliveryOutcome, Uni<?>> whenAttempted) {
        var tenant = command.envelope().tenant();
        var before = clock.instant();
        return sendOnce.send(
                tenant,
                id,
                () -> gate.passage(account, command.data())
                        .chain(passage -> switch (passage) {
                            case Passage.Free free -> account.provider().send(tenant, message);
                            case Passage.Late late -> account.provider().sendLate(tenant, message);
                            case Passage.Closed(var objection) ->
                                Uni.createFrom()
                                        .<DeliveryOutcome>item(new DeliveryOutcome.Refused(objection.failure()));
                        })
                        .map(outcome -> inTime(command, outcome))
                        .call(outcome -> remember(account, message, outcome, before))
                        .call(whenAttempted));
    }

    /** That it cannot be noted must not have the message sent again: reports on it are missed instead. */
    private Uni<Void> remember(Account account, SendMessage message, DeliveryOutcome outcome, Instant before) {
        return outcome instanceof DeliveryOutcome.Accepted(var id)
                        && account.provider().reportsByItsOwnIds()
                ? said.note(account.tenant(), message.thread().id(), new Said.Message(id, Ours.of(message), before))
                        .onFailure()
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    /** What is deferred for too long is refused, so that its marker keeps every copy of the command from being sent. */
    private DeliveryOutcome inTime(Event<SendMessage> command, DeliveryOutcome outcome) {
        if (!(outcome instanceof DeliveryOutcome.Deferred(var failure))
                || clock.instant().isBefore(command.envelope().time().plus(giveUpAfter))) {
            return outcome;
        }
        return new DeliveryOutcome.Refused(new DeliveryFailure(
                failure.reason(), failure.providerCode(), "It was given up after many attempts. " + failure.text()));
    }

    private Uni<Void> tellDeferral(Event<SendMessage> command, DeliveryOutcome outcome) {
        if (!(outcome instanceof DeliveryOutcome.Deferred(var failure))) {
            return Uni.createFrom().voidItem();
        }
        count(command.data(), "deferred");
        var now = clock.instant();
        return publish(
                command, now, "delivery-deferred", delivery(command.data(), null, DeliveryStatus.QUEUED, failure, now));
    }

    /** Tells that the message never goes out, for a reason that is known without asking a provider. */
    public Uni<Void> refuse(Event<SendMessage> command, DeliveryFailure failure) {
        return tell(command, new Settlement(null, failure, clock.instant()));
    }

    private Uni<Void> tell(Event<SendMessage> command, Settlement settlement) {
        var providerMessageId = settlement.providerMessageId();
        if (providerMessageId == null) {
            count(command.data(), "refused");
            return publish(
                    command,
                    settlement.at(),
                    "delivery-failed",
                    delivery(command.data(), null, DeliveryStatus.FAILED, settlement.failure(), settlement.at()));
        }
        count(command.data(), "sent");
        return publish(
                        command,
                        settlement.at(),
                        "message-sent",
                        sent(command.data(), providerMessageId, settlement.at()))
                .chain(() -> publish(
                        command,
                        settlement.at(),
                        "delivery-sent",
                        delivery(command.data(), providerMessageId, DeliveryStatus.SENT, null, settlement.at())));
    }

    private static MessageSent sent(SendMessage message, String providerMessageId, Instant at) {
        return new MessageSent(
                message.thread(),
                message.customerId(),
                Direction.OUTWARD,
                message.commandId(),
                message.purpose(),
                message.author(),
                message.to(),
                new MessageContent(message.subject(), message.text(), false, message.attachments()),
                providerMessageId,
                chain(message.replyContext()),
                at);
    }

    private static DeliveryUpdated delivery(
            SendMessage message,
            @Nullable String providerMessageId,
            DeliveryStatus status,
            @Nullable DeliveryFailure failure,
            Instant at) {
        return new DeliveryUpdated(
                message.thread(),
                message.customerId(),
                Direction.OUTWARD,
                message.commandId(),
                providerMessageId,
                status,
                failure,
                at);
    }

    private static List<String> chain(@Nullable ReplyContext context) {
        if (context == null) {
            return List.of();
        }
        var chain = new ArrayList<>(context.references());
        var answered = context.inReplyTo();
        if (answered != null && !chain.contains(answered)) {
            chain.add(answered);
        }
        return chain;
    }

    private <T extends InteractionEvent> Uni<Void> publish(
            Event<SendMessage> command, Instant at, String kind, T data) {
        var thread = command.data().thread();
        var id = DeterministicId.of(
                command.envelope().tenant().value(),
                thread.account(),
                command.data().commandId().toString(),
                kind);
        var event = events.withId(id, command.envelope(), thread.id().value(), at, data);
        return publisher.publish(Topics.INTERACTIONS, event);
    }

    private void count(SendMessage message, String outcome) {
        metrics.counter(
                        "rapport.outbound",
                        "channel",
                        message.thread().channel().wireName(),
                        "outcome",
                        outcome)
                .increment();
    }
}
