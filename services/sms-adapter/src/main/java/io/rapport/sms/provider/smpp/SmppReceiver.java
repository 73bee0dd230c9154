package io.rapport.sms.provider.smpp;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.sms.inbound.PartFlow;
import io.rapport.sms.inbound.SmsInbound;
import io.rapport.sms.inbound.SmsPayloads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What carriers bring over their lines: messages, segments of messages, and how far ours got. */
@Singleton
class SmppReceiver implements AccountLine {
    /** A receipt can be quicker than the note of what was sent. */
    private static final Duration RECEIPT_PAUSE = Duration.ofMillis(100);

    private static final int RECEIPT_ATTEMPTS = 3;

    private final SmppSent sent;
    private final SmppRepeats repeats;
    private final SmsInbound inbound;
    private final PartFlow parts;
    private final InboundFlow flow;
    private final SmsPayloads payloads;
    private final Clock clock;

    SmppReceiver(
            SmppSent sent,
            SmppRepeats repeats,
            SmsInbound inbound,
            PartFlow parts,
            InboundFlow flow,
            SmsPayloads payloads,
            Clock clock) {
        this.sent = sent;
        this.repeats = repeats;
        this.inbound = inbound;
        this.parts = parts;
        this.flow = flow;
        this.payloads = payloads;
        this.clock = clock;
    }

    private record Line(Account account, SmppConfig.Account config) {}

    @Override
    public Optional<AutoCloseable> open(Account account) {
        if (!(account.provider() instanceof SmppProvider provider)) {
            return Optional.empty();
        }
        var line = new Line(account, account.settings(SmppConfig.Account.class));
        provider.link().open((bound, delivered) -> take(line, bound, delivered));
        return Optional.of(provider.link());
    }

    /** Fails only when it helps that the centre comes again. */
    private Uni<Void> take(Line line, UUID bound, SmppLink.Delivered delivered) {
        if (delivered.isReceipt()) {
            return report(line, delivered);
        }
        var account = line.account();
        var payload = delivered.payload();
        return Uni.createFrom()
                .deferred(() -> switch (SmppMessage.read(account.address(), line.config(), delivered)) {
                    case SmppMessage.Binary binary -> inbound.take(account, payload, () -> List.of(binary.told()));
                    case SmppMessage.Segment(var part) -> parts.take(account, payload, part);
                    case SmppMessage.Named named ->
                        inbound.take(account, payload, () -> List.of(named.told(account.address())));
                    case SmppMessage.Nameless nameless ->
                        repeats.recognise(
                                account,
                                bound,
                                payload,
                                id -> inbound.take(
                                        account, payload, () -> List.of(nameless.told(account.address(), id))));
                })
                .onFailure(Malformed.class)
                .recoverWithUni(malformed -> payloads.setAside(account, payload, malformed));
    }

    private Uni<Void> report(Line line, SmppLink.Delivered delivered) {
        var account = line.account();
        var read = SmppReceipt.read(delivered.shortMessage(), delivered.parameters());
        var status = read.flatMap(it -> SmppWords.status(it.state()));
        if (read.isEmpty() || status.isEmpty()) {
            return flow.tell(account, Optional.empty());
        }
        var receipt = read.get();
        return find(line, receipt.id()).chain(found -> {
            // a message has arrived when its last segment has, and has failed when any has
            if (found.isEmpty() || (!found.get().isLast() && status.get() != DeliveryStatus.FAILED)) {
                return flow.tell(account, Optional.empty());
            }
            var segment = found.get();
            return flow.tell(
                    account,
                    Optional.of(new Inbound.Report(
                            new Inbound.Status(
                                    receipt.id(),
                                    status.get(),
                                    status.get() == DeliveryStatus.FAILED ? failure(receipt, segment) : null,
                                    clock.instant()),
                            segment.ours())));
        });
    }

    private static DeliveryFailure failure(SmppReceipt receipt, SmppSent.Segment segment) {
        var failure = SmppWords.failure(receipt.state(), receipt.error());
        return segment.total() == 1
                ? failure
                : new DeliveryFailure(
                        failure.reason(),
                        failure.providerCode(),
                        "Segment " + segment.number() + " of " + segment.total() + " did not arrive, others may have. "
                                + failure.text());
    }

    private Uni<Optional<SmppSent.Segment>> find(Line line, String id) {
        var account = line.account();
        return sent.find(account.tenant(), account.address(), id)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw new NotSentYet();
                    }
                })
                .onFailure(NotSentYet.class)
                .retry()
                .withBackOff(RECEIPT_PAUSE)
                .atMost(RECEIPT_ATTEMPTS)
                .onFailure(failure -> !TransientFailure.is(failure))
                .recoverWithItem(Optional.empty());
    }

    private static final class NotSentYet extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
