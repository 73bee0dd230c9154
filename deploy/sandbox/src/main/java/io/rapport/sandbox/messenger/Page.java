package io.rapport.sandbox.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.meta.MetaWebhook;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The company's page on Messenger, or its profile on Instagram: brings customers' messages to the webhook, says its own ones again
 * there, and reports how far they got.
 *
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/reference/webhook-events">Webhook events</a>
 */
final class Page implements Carrier {
    private static final String NAME = "Example Shop";
    private static final String APP = "100000000000003";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Network network;
    private final Optional<SandboxConfig.Page> account;
    private final Optional<MetaWebhook> webhook;
    private final String files;
    private final Duration pace;
    private final Messages messages;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final ObjectMapper json;
    private final Clock clock;

    /** @param files where the addresses of files begin */
    Page(
            Network network,
            Optional<SandboxConfig.Page> account,
            Optional<MetaWebhook> webhook,
            String files,
            Duration pace,
            Messages messages,
            Errands errands,
            Event<Message> arrivals,
            ObjectMapper json,
            Clock clock) {
        this.network = network;
        this.account = account;
        this.webhook = webhook;
        this.files = files;
        this.pace = pace;
        this.messages = messages;
        this.errands = errands;
        this.arrivals = arrivals;
        this.json = json;
        this.clock = clock;
    }

    Optional<SandboxConfig.Page> account() {
        return account;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public String provider() {
        return isInstagram() ? "Instagram" : "Messenger";
    }

    @Override
    public Optional<String> company() {
        return account.map(it -> it.name().orElse(NAME));
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public String nextId(Person customer) {
        var random = new byte[36];
        RANDOM.nextBytes(random);
        return (isInstagram() ? "aWdf" : "m_")
                + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    boolean isInstagram() {
        return network == Network.INSTAGRAM;
    }

    /** By what this page, and no other one, knows a customer. */
    String idOf(Person customer) {
        return isInstagram() ? customer.instagram() : customer.messenger();
    }

    /** What this page may know of a customer. */
    Map<String, String> profile(Person customer) {
        var profile = new HashMap<String, String>();
        profile.put("id", idOf(customer));
        profile.put("name", customer.name());
        if (isInstagram()) {
            profile.put("username", customer.instagramName());
        } else {
            profile.put("first_name", customer.firstName());
            profile.put("last_name", customer.lastName());
        }
        return profile;
    }

    @Override
    public Message carry(Person customer, Message message) {
        var event = event(idOf(customer), pageId(), message.at());
        var told = event.putObject("message").put("mid", message.id());
        say(told, message);
        var answer = webhook.orElseThrow()
                .tell(
                        envelope(event),
                        refused -> messages.put(
                                message.now(State.UNDERWAY, provider() + " tries again: " + refused.words())));
        return answer.isTaken()
                ? message.now(State.SENT, null)
                : message.now(State.FAILED, provider() + " has given up: " + answer.words());
    }

    private void say(ObjectNode told, Message message) {
        if (!message.text().isEmpty()) {
            told.put("text", message.text());
        }
        for (var file : message.files()) {
            told.withArray("attachments")
                    .addObject()
                    .put("type", kind(file))
                    .putObject("payload")
                    .put("url", files + file.id());
        }
    }

    private static String kind(Attachment file) {
        return file.type().matches("(image|video|audio)/.*")
                ? file.type().substring(0, file.type().indexOf('/'))
                : "file";
    }

    @Override
    public void read(Person customer, Message message) {
        var event = event(idOf(customer), pageId(), clock.instant());
        if (isInstagram()) {
            event.putObject("read").put("mid", message.id());
        } else {
            event.putObject("read").put("watermark", clock.instant().toEpochMilli());
        }
        tell(event);
    }

    /** When the customer last wrote. */
    Optional<Instant> lastWord(Person customer) {
        return messages.of(customer, this).reversed().stream()
                .filter(Message::mine)
                .map(Message::at)
                .findFirst();
    }

    /** Puts a message that was taken on its way, says it again and reports that it has arrived. */
    void deliver(Message message, Person customer) {
        errands.run(() -> {
            Errands.pause(pace);
            var arrived = messages.put(message.now(State.DELIVERED, null));
            arrivals.fire(arrived);
            tell(echo(arrived, customer));
            if (!isInstagram()) {
                var event = event(idOf(customer), pageId(), clock.instant());
                event.putObject("delivery")
                        .put("watermark", clock.instant().toEpochMilli())
                        .putArray("mids")
                        .add(arrived.id());
                tell(event);
            }
        });
    }

    /** Instagram gives the sender's own words about a message not back. */
    private ObjectNode echo(Message message, Person customer) {
        var event = event(pageId(), idOf(customer), clock.instant());
        var told = event.putObject("message").put("mid", message.id()).put("is_echo", true);
        say(told, message);
        if (!isInstagram()) {
            told.put("app_id", APP);
            if (message.reference() != null) {
                told.put("metadata", message.reference());
            }
        }
        return event;
    }

    /** Each is a line of its own, so that order is not promised. */
    private void tell(ObjectNode event) {
        errands.run(() -> webhook.orElseThrow().tell(envelope(event), again -> {}));
    }

    private String pageId() {
        return account.orElseThrow().pageId();
    }

    private ObjectNode event(String sender, String recipient, Instant at) {
        var event = json.createObjectNode();
        event.putObject("sender").put("id", sender);
        event.putObject("recipient").put("id", recipient);
        return event.put("timestamp", at.toEpochMilli());
    }

    private ObjectNode envelope(ObjectNode event) {
        var envelope = json.createObjectNode().put("object", isInstagram() ? "instagram" : "page");
        var entry = envelope.putArray("entry").addObject();
        entry.put("id", pageId()).put("time", clock.instant().toEpochMilli());
        entry.putArray("messaging").add(event);
        return envelope;
    }
}
