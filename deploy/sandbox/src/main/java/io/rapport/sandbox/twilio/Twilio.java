package io.rapport.sandbox.twilio;

import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Webhooks;
import io.rapport.sandbox.phone.Webhooks.Answer;
import io.rapport.sandbox.sms.SmsText;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The company's number at Twilio: brings customers' text messages to its webhook, and reports how far its own got. */
@Singleton
class Twilio implements Carrier {
    static final int MOST_MEDIA = 10;

    private static final long MOST_BYTES = 5 * 1024 * 1024;
    private static final Pattern MEDIA = Pattern.compile("image/(jpeg|png|gif|bmp|tiff|heic|heif)|audio/.+|video/.+"
            + "|text/(x-vcard|vcard|csv|rtf|richtext|calendar|directory)|application/(pdf|vcard|msword|vnd\\..+)");

    private static final Logger LOG = Logger.getLogger(Twilio.class);
    private static final Set<String> STOP =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT");
    private static final Set<String> START = Set.of("START", "YES", "UNSTOP");
    private static final Set<String> HELP = Set.of("HELP", "INFO");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Optional<SandboxConfig.Twilio> account;
    private final String url;
    private final Duration pace;
    private final Messages messages;
    private final Files files;
    private final Webhooks webhooks;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final Clock clock;

    Twilio(
            SandboxConfig config,
            Messages messages,
            Files files,
            Webhooks webhooks,
            Errands errands,
            Event<Message> arrivals,
            Clock clock) {
        this.account = config.twilio();
        this.url = config.url();
        this.pace = config.pace();
        this.messages = messages;
        this.files = files;
        this.webhooks = webhooks;
        this.errands = errands;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** The account, for who knows its credentials. */
    Optional<SandboxConfig.Twilio> account(String sid, @Nullable String authorization) {
        return account.filter(it -> it.accountSid().equals(sid) && isShown(it, authorization));
    }

    private static boolean isShown(SandboxConfig.Twilio account, @Nullable String authorization) {
        var credentials = (account.accountSid() + ":" + account.authToken()).getBytes(StandardCharsets.UTF_8);
        var expected = "Basic " + Base64.getEncoder().encodeToString(credentials);
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Network network() {
        return Network.SMS;
    }

    @Override
    public String provider() {
        return "Twilio";
    }

    @Override
    public Optional<String> company() {
        return account.map(SandboxConfig.Twilio::number);
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public Optional<String> objection(List<Attachment> media) {
        if (media.size() > MOST_MEDIA
                || media.stream().mapToLong(Attachment::size).sum() > MOST_BYTES) {
            return Optional.of("A multimedia message takes ten files of 5 MB together.");
        }
        return media.stream().allMatch(it -> MEDIA.matcher(it.type()).matches())
                ? Optional.empty()
                : Optional.of("A multimedia message takes pictures, sounds, films, cards and documents.");
    }

    @Override
    public String nextId(Person customer) {
        return nextSid(false);
    }

    @Override
    public String nextId(Person customer, List<Attachment> files) {
        return nextSid(!files.isEmpty());
    }

    static String nextSid(boolean withMedia) {
        return (withMedia ? "MM" : "SM") + UUID.randomUUID().toString().replace("-", "");
    }

    /** Where the API has a message. */
    String path(Message message) {
        return "/2010-04-01/Accounts/" + account.orElseThrow().accountSid() + "/Messages/" + message.id();
    }

    /** Where the API has a file of a message. */
    String path(Message message, Attachment file) {
        return path(message) + "/Media/" + mediaSid(file);
    }

    /** A file's id is a number. */
    static String mediaSid(Attachment file) {
        return "ME%032d".formatted(Long.parseLong(file.id()));
    }

    @Override
    public Message carry(Person customer, Message message) {
        answerKeyword(customer, word(message.text()));
        var answer = call(URI.create(account.orElseThrow().webhookUrl()), received(customer, message));
        return answer.isTaken()
                ? message.now(State.SENT, null)
                : message.now(State.FAILED, "Twilio could not bring it to the webhook: " + answer.words());
    }

    /** What the webhook is told of a customer's message; each of its files counts as a segment. */
    private Map<String, String> received(Person customer, Message message) {
        var ours = account.orElseThrow();
        var media = message.files();
        int segments = media.isEmpty() ? segments(message.text()) : media.size();
        var fields = new TreeMap<>(Map.ofEntries(
                Map.entry("ToCountry", "GB"),
                Map.entry("FromCountry", "GB"),
                Map.entry("SmsMessageSid", message.id()),
                Map.entry("SmsSid", message.id()),
                Map.entry("MessageSid", message.id()),
                Map.entry("AccountSid", ours.accountSid()),
                Map.entry("SmsStatus", "received"),
                Map.entry("NumMedia", Integer.toString(media.size())),
                Map.entry("NumSegments", Integer.toString(segments)),
                Map.entry("From", customer.phone()),
                Map.entry("To", ours.number()),
                Map.entry("Body", message.text()),
                Map.entry("ApiVersion", "2010-04-01")));
        for (int i = 0; i < media.size(); i++) {
            fields.put("MediaUrl" + i, url + path(message, media.get(i)));
            fields.put("MediaContentType" + i, media.get(i).type());
        }
        return fields;
    }

    /** Whether the customer's last word to this number was to stop. */
    boolean isStopped(Person customer) {
        return messages.of(customer, this).reversed().stream()
                .filter(Message::mine)
                .map(it -> word(it.text()))
                .filter(word -> STOP.contains(word) || START.contains(word))
                .findFirst()
                .filter(STOP::contains)
                .isPresent();
    }

    /** Puts a message that was taken on its way, and reports each step to whoever wants to know. */
    void deliver(Message message, Person customer, List<String> media) {
        errands.run(() -> {
            Errands.pause(pace);
            var sent = message.with(files(media)).now(State.SENT, null);
            if (sent.files().size() < media.size()) {
                report(
                        messages.put(message.now(State.FAILED, "Twilio could not fetch a file, or takes none like it")),
                        customer.phone(),
                        "failed",
                        "12300");
                return;
            }
            report(messages.put(sent), customer.phone(), "sent", null);
            Errands.pause(pace);
            var arrived = messages.put(sent.now(State.DELIVERED, null));
            arrivals.fire(arrived);
            report(arrived, customer.phone(), "delivered", null);
        });
    }

    /** What is at these addresses, as far as Twilio takes it. */
    private List<Attachment> files(List<String> media) {
        var fetched = new ArrayList<Attachment>();
        long left = MOST_BYTES;
        for (var address : media) {
            var file = webhooks.load(URI.create(address), Map.of());
            if (file.isPresent()
                    && MEDIA.matcher(file.get().type()).matches()
                    && file.get().bytes().length <= left) {
                left -= file.get().bytes().length;
                fetched.add(files.keepUpload(
                        file.get().name(), file.get().type(), file.get().bytes()));
            }
        }
        return fetched;
    }

    /** Reports that a message did not reach anybody. */
    void lose(Message message, String number, String errorCode) {
        errands.run(() -> {
            Errands.pause(pace);
            report(message, number, "sent", null);
            Errands.pause(pace);
            report(message, number, "undelivered", errorCode);
        });
    }

    private void report(Message message, String to, String status, @Nullable String errorCode) {
        if (message.reference() == null) {
            return;
        }
        var ours = account.orElseThrow();
        var fields = new TreeMap<>(Map.of(
                "SmsSid",
                message.id(),
                "MessageSid",
                message.id(),
                "SmsStatus",
                status,
                "MessageStatus",
                status,
                "AccountSid",
                ours.accountSid(),
                "From",
                ours.number(),
                "To",
                to,
                "ApiVersion",
                "2010-04-01"));
        if (errorCode != null) {
            fields.put("ErrorCode", errorCode);
        }
        var answer = call(URI.create(message.reference()), fields);
        LOG.infof("action=report status=%s id=%s answer=\"%s\"", status, message.id(), answer.words());
    }

    /** Calls, and again as the address asks; a call that is repeated keeps its token. */
    private Answer call(URI webhook, Map<String, String> fields) {
        var overrides = ConnectionOverrides.of(webhook);
        var url = webhook.toString().replaceFirst("#.*", "");
        var headers = Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "User-Agent",
                "TwilioProxy/1.1",
                "I-Twilio-Idempotency-Token",
                UUID.randomUUID().toString(),
                "X-Twilio-Signature",
                TwilioSignature.of(url, fields, account.orElseThrow().authToken()));
        var body = form(fields);
        var pause = FIRST_PAUSE;
        for (int repetition = 0; ; repetition++) {
            var answer = webhooks.post(URI.create(url), headers, body);
            if (answer.isTaken() || repetition == overrides.count() || !overrides.callsAgainAfter(answer)) {
                return answer;
            }
            Errands.pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** Twilio obeys these words by itself, and answers them. */
    private void answerKeyword(Person customer, String word) {
        if (STOP.contains(word)) {
            say(
                    customer,
                    "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.");
        } else if (word.equals("START") || word.equals("UNSTOP")) {
            say(
                    customer,
                    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.");
        } else if (HELP.contains(word)) {
            say(customer, "Reply STOP to unsubscribe. Msg&Data Rates May Apply.");
        }
    }

    private void say(Person customer, String text) {
        messages.put(new Message(
                nextSid(false),
                Network.SMS,
                account.orElseThrow().number(),
                customer.address(),
                false,
                text,
                List.of(),
                State.DELIVERED,
                "From Twilio itself",
                null,
                clock.instant()));
    }

    private static String word(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    static int segments(String text) {
        return SmsText.of(text).parts().size();
    }

    private static byte[] form(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.US_ASCII);
    }
}
