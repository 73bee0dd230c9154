package io.rapport.sms.provider.smpp;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.sms.inbound.Brought;
import io.rapport.sms.inbound.SmsProvider;
import io.rapport.sms.outbound.SmsGate;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One number at a carrier that speaks SMPP. */
final class SmppProvider implements SmsProvider {
    private static final Duration BUSY_FIRST = Duration.ofMillis(200);
    private static final Duration BUSY_LONGEST = Duration.ofSeconds(5);
    private static final int BUSY_ATTEMPTS = 5;

    private final String number;
    private final SmppConfig.Account config;
    private final SmppLink link;
    private final SmppSent sent;
    private final SmsGate gate;

    SmppProvider(String number, SmppConfig.Account config, SmppLink link, SmppSent sent, SmsGate gate) {
        this.number = number;
        this.config = config;
        this.link = link;
        this.sent = sent;
        this.gate = gate;
    }

    SmppLink link() {
        return link;
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return gate.pass(tenant, message, receiver -> send(tenant, receiver, message));
    }

    /** What the centre did not name gets an id that follows from its bytes, so that reading it twice tells it once. */
    @Override
    public Brought read(byte[] payload) {
        return switch (SmppMessage.read(number, config, SmppLink.Delivered.read(payload))) {
            case SmppMessage.Binary binary -> new Brought.Told(List.of(binary.told()));
            case SmppMessage.Segment(var part) -> new Brought.Segment(part);
            case SmppMessage.Named named -> new Brought.Told(List.of(named.told(number)));
            case SmppMessage.Nameless nameless ->
                new Brought.Told(List.of(nameless.told(
                        number,
                        DeterministicId.of(number, new String(payload, StandardCharsets.UTF_8), "read again")
                                .toString())));
        };
    }

    private Uni<DeliveryOutcome> send(TenantId tenant, String receiver, SendMessage message) {
        // from the command, so that a phone joins what is sent again
        int reference = message.commandId().hashCode() & 0xff;
        var requests = SmppText.write(message.text(), config.defaultAlphabet(), config.longMessages(), reference);
        var taken = new AtomicInteger();
        return Multi.createFrom()
                .iterable(requests)
                .onItem()
                .transformToUniAndConcatenate(
                        request -> submit(receiver, request).invoke(taken::incrementAndGet))
                .collect()
                .asList()
                .call(ids -> sent.remember(tenant, number, receiver, message, ids))
                .<DeliveryOutcome>map(ids -> new DeliveryOutcome.Accepted(ids.getFirst()))
                .onFailure()
                .recoverWithItem(failure -> partly(taken.get(), requests.size(), outcome(failure)));
    }

    private static DeliveryOutcome partly(int taken, int segments, DeliveryOutcome outcome) {
        return taken > 0 && outcome instanceof DeliveryOutcome.Refused(var failure)
                ? new DeliveryOutcome.Refused(new DeliveryFailure(
                        failure.reason(),
                        failure.providerCode(),
                        "The carrier took only the first " + taken + " of " + segments + " segments. "
                                + failure.text()))
                : outcome;
    }

    /** A busy centre is left alone for a moment; only this message waits. */
    private Uni<String> submit(String receiver, SmppText.Written request) {
        return link.submit(SmppLink.Party.of(number), SmppLink.Party.of(receiver), request)
                .onFailure(SmppProvider::isBusy)
                .retry()
                .withBackOff(BUSY_FIRST, BUSY_LONGEST)
                .atMost(BUSY_ATTEMPTS);
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof SmppLink.Negative negative && SmppWords.isBusy(negative.commandStatus());
    }

    private static DeliveryOutcome outcome(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SmppLink.Negative negative) {
                return SmppWords.outcome(negative.commandStatus());
            }
            if (cause instanceof SmppLink.NotBound) {
                return new DeliveryOutcome.Away("The line to the carrier is not bound");
            }
        }
        return new DeliveryOutcome.Deferred(
                new DeliveryFailure(Reason.PROVIDER_UNAVAILABLE, null, "The carrier gave no answer."));
    }
}
