package io.rapport.sandbox.vonage;

import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Redelivery;
import io.rapport.sandbox.phone.Webhooks;
import io.rapport.sandbox.phone.Webhooks.Answer;
import io.rapport.sandbox.sms.SmsText;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The company's number at Vonage: brings customers' text messages to its webhook, and reports how far its own got. */
@Singleton
class Vonage implements Carrier {
    private static final Logger LOG = Logger.getLogger(Vonage.class);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Optional<SandboxConfig.Vonage> account;
    private final Duration pace;
    private final Messages messages;
    private final Webhooks webhooks;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final Clock clock;

    Vonage(
            SandboxConfig config,
            Messages messages,
            Webhooks webhooks,
            Errands errands,
            Event<Message> arrivals,
            Clock clock) {
        this.account = config.vonage();
        this.pace = config.pace();
        this.messages = messages;
        this.webhooks = webhooks;
        this.errands = errands;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    Optional<SandboxConfig.Vonage> account() {
        return account;
    }

    @Override
    public Network network() {
        return Network.SMS;
    }

    @Override
    public String provider() {
        return "Vonage";
    }

    @Override
    public Optional<String> company() {
        return account.map(SandboxConfig.Vonage::number);
    }

    /** That of the first part; the others count on from there. */
    @Override
    public String nextId(Person customer) {
        return "0C"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12).toUpperCase(Locale.ROOT) + "01";
    }

    /** The id of a message's part. */
    static String idOf(Message message, int part) {
        return message.id().substring(0, message.id().length() - 2) + "%02X".formatted(part);
    }

    @Override
    public Message carry(Person customer, Message message) {
        var text = SmsText.of(message.text());
        int total = text.parts().size();
        for (int number = 1; number <= total; number++) {
            var fields =
                    told(customer, message, idOf(message, number), text.parts().get(number - 1));
            fields.put("type", text.unicode() ? "unicode" : "text");
            if (total > 1) {
                fields.put("concat", "true");
                // the same when the message goes its way again
                fields.put("concat-ref", Integer.toString(message.id().hashCode() & 0xff));
                fields.put("concat-total", Integer.toString(total));
                fields.put("concat-part", Integer.toString(number));
            }
            var answer = call(
                    account.orElseThrow().webhookUrl(),
                    fields,
                    refused -> messages.put(message.now(State.UNDERWAY, "Vonage tries again: " + refused.words())));
            if (!answer.isTaken()) {
                return message.now(State.FAILED, "Vonage has given up: " + answer.words());
            }
        }
        return message.now(State.SENT, null);
    }

    private Map<String, String> told(Person customer, Message message, String id, String part) {
        var ours = account.orElseThrow();
        return new TreeMap<>(Map.of(
                "api-key",
                ours.apiKey(),
                "msisdn",
                customer.phone().substring(1),
                "to",
                ours.number().substring(1),
                "messageId",
                id,
                "text",
                part,
                "keyword",
                message.text().strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT),
                "message-timestamp",
                TIME.format(clock.instant())));
    }

    /**
     * How a message ends.
     *
     * @param error of <a href="https://api.support.vonage.com/hc/en-us/articles/204014733">the error codes of receipts</a>
     */
    record Fate(String status, String error) {
        static final Fate DELIVERED = new Fate("delivered", "0");
        static final Fate PHONE_IS_OFF = new Fate("expired", "2");
        static final Fate NO_SUCH_PHONE = new Fate("failed", "3");

        static Fate of(Optional<Person> customer) {
            return customer.map(it -> it.address().equals(People.UNREACHABLE) ? PHONE_IS_OFF : DELIVERED)
                    .orElse(NO_SUCH_PHONE);
        }
    }

    /**
     * What its sender wants with the receipts.
     *
     * @param parts how many of them there are
     */
    record Wish(String number, int parts, Optional<String> callback, Optional<String> clientRef) {}

    /** Puts a message that was taken on its way, and reports what becomes of each part. */
    void send(Message message, Optional<Person> customer, Wish wish) {
        var fate = Fate.of(customer);
        errands.run(() -> {
            Errands.pause(pace);
            if (fate.equals(Fate.DELIVERED)) {
                arrivals.fire(messages.put(message.now(State.DELIVERED, null)));
            } else if (customer.isPresent()) {
                messages.put(message.now(State.FAILED, "Receipt: " + fate.status() + ", error " + fate.error()));
            }
            wish.callback().ifPresent(callback -> {
                for (int part = 1; part <= wish.parts(); part++) {
                    report(callback, message, idOf(message, part), wish, fate);
                }
            });
        });
    }

    private void report(String callback, Message message, String id, Wish wish, Fate fate) {
        var ours = account.orElseThrow();
        var fields = new TreeMap<>(Map.of(
                "api-key",
                ours.apiKey(),
                "msisdn",
                wish.number().substring(1),
                "to",
                ours.number().substring(1),
                "network-code",
                "23410",
                "messageId",
                id,
                "price",
                "0.03330000",
                "status",
                fate.status(),
                "err-code",
                fate.error(),
                "scts",
                SHORT_TIME.format(message.at()),
                "message-timestamp",
                TIME.format(clock.instant())));
        wish.clientRef().ifPresent(it -> fields.put("client-ref", it));
        var answer = call(callback, fields, again -> {});
        LOG.infof("action=report status=%s id=%s answer=\"%s\"", fate.status(), id, answer.words());
    }

    /** Signed anew at each try, as a signature is fresh for some minutes only. */
    private Answer call(String url, Map<String, String> fields, Consumer<Answer> again) {
        return Redelivery.of(
                () -> webhooks.post(
                        URI.create(url),
                        Map.of(
                                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
                                "User-Agent", "Nexmo/MessagingHUB/v1.0"),
                        form(signed(fields, clock.instant()))),
                GIVE_UP_AFTER,
                again);
    }

    private Map<String, String> signed(Map<String, String> fields, Instant now) {
        var all = new TreeMap<>(fields);
        all.put("timestamp", Long.toString(now.getEpochSecond()));
        all.put("nonce", UUID.randomUUID().toString());
        all.put("sig", VonageSignature.of(all, account.orElseThrow().signatureSecret()));
        return all;
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
