package io.rapport.sms.provider.smpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.inbound.Part;
import io.rapport.sms.inbound.PartFlow;
import io.rapport.sms.inbound.SmsInbound;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What carriers bring over their lines: messages, segments of messages, and how far ours got. */
@Singleton
class SmppReceiver implements AccountLine {
    private static final Pattern BARE_NUMBER = Pattern.compile("[1-9][0-9]{8,14}");
    /** A receipt can be quicker than the note of what was sent. */
    private static final Duration RECEIPT_PAUSE = Duration.ofMillis(100);

    private static final int RECEIPT_ATTEMPTS = 3;

    private final SmppSent sent;
    private final SmppRepeats repeats;
    private final SmsInbound inbound;
    private final PartFlow parts;
    private final InboundFlow flow;
    private final ObjectMapper json;
    private final Clock clock;

    SmppReceiver(
            SmppSent sent,
            SmppRepeats repeats,
            SmsInbound inbound,
            PartFlow parts,
            InboundFlow flow,
            ObjectMapper json,
            Clock clock) {
        this.sent = sent;
        this.repeats = repeats;
        this.inbound = inbound;
        this.parts = parts;
        this.flow = flow;
        this.json = json;
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
        return Uni.createFrom()
                .deferred(() -> delivered.isReceipt() ? report(line, delivered) : message(line, bound, delivered))
                .onFailure(Malformed.class)
                .recoverWithUni(malformed -> inbound.take(line.account(), payload(delivered), () -> {
                    throw new Malformed(String.valueOf(malformed.getMessage()));
                }));
    }

    private Uni<Void> message(Line line, UUID bound, SmppLink.Delivered delivered) {
        var account = line.account();
        var payload = payload(delivered);
        var to = address(line, delivered.to(), false);
        if (!to.equals(account.address())) {
            throw new Malformed("The message is for another number than the account's.");
        }
        var from = address(line, delivered.from(), delivered.international());
        var said = SmppText.read(
                delivered.esmClass(),
                delivered.dataCoding(),
                delivered.shortMessage(),
                delivered.parameters(),
                line.config().defaultAlphabet());
        if (said.isEmpty()) {
            return inbound.take(account, payload, () -> List.of(new Inbound.Unknown("binary")));
        }
        var text = said.get().text();
        var place = said.get().place();
        if (place != null) {
            var reference = Integer.toString(place.reference());
            var id = DeterministicId.of(account.address(), from, reference, place.number() + "/" + place.total(), text);
            return parts.take(
                    account, payload, new Part(id.toString(), from, reference, place.number(), place.total(), text));
        }
        var given = delivered.parameters().get(SmppReceipt.RECEIPTED_MESSAGE_ID);
        return given == null || given.length < 2
                ? repeats.recognise(
                        account, bound, payload, id -> tell(account, payload, message(account, id, from, text)))
                : tell(
                        account,
                        payload,
                        message(
                                account,
                                new String(given, 0, given.length - 1, StandardCharsets.ISO_8859_1),
                                from,
                                text));
    }

    private Uni<Void> tell(Account account, byte[] payload, Inbound.Message message) {
        return inbound.take(account, payload, () -> List.of(message));
    }

    private static Inbound.Message message(Account account, String id, String from, String text) {
        return new Inbound.Message(id, account.address(), new Party(from, null), text, List.of(), null);
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

    private static String address(Line line, String written, boolean international) {
        boolean bare = BARE_NUMBER.matcher(written).matches() || (international && !written.startsWith("+"));
        return PhoneNumber.sender(bare ? "+" + written : written, line.config().defaultRegion())
                .orElseThrow(() -> new Malformed("An address is neither a phone number nor a sender's name."));
    }

    /** As near to what came as the library lets us see. */
    private byte[] payload(SmppLink.Delivered delivered) {
        try {
            return json.writeValueAsBytes(delivered);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
