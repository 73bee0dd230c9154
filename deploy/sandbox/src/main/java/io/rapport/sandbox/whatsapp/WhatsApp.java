package io.rapport.sandbox.whatsapp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.sandbox.BearerToken;
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
import io.rapport.sandbox.phone.Webhooks;
import io.rapport.sandbox.phone.Webhooks.Answer;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The company's number on WhatsApp: brings customers' messages to its webhook, and reports how far its own got. */
@Singleton
class WhatsApp implements Carrier {
    /** The company may write freely for so long after the customer last did. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final Duration GIVE_UP_AFTER = Duration.ofDays(7);
    private static final String BUSINESS_ACCOUNT = "100000000000002";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<SandboxConfig.WhatsApp> account;
    private final Duration pace;
    private final Messages messages;
    private final Optional<MetaWebhook> webhook;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final ObjectMapper json;
    private final Clock clock;

    WhatsApp(
            SandboxConfig config,
            Messages messages,
            Webhooks webhooks,
            Errands errands,
            Event<Message> arrivals,
            ObjectMapper json,
            Clock clock) {
        this.account = config.whatsapp();
        this.pace = config.pace();
        this.messages = messages;
        this.webhook = account.map(it -> new MetaWebhook(
                webhooks, new MetaWebhook.App(it.webhookUrl(), it.verifyToken(), it.appSecret()), GIVE_UP_AFTER));
        this.errands = errands;
        this.arrivals = arrivals;
        this.json = json;
        this.clock = clock;
    }

    Optional<SandboxConfig.WhatsApp> account() {
        return account;
    }

    /** Whether a request shows the access token. */
    boolean knows(@Nullable String authorization) {
        return account.filter(it -> BearerToken.isShown(authorization, it.accessToken()))
                .isPresent();
    }

    @Override
    public Network network() {
        return Network.WHATSAPP;
    }

    @Override
    public String provider() {
        return "WhatsApp";
    }

    @Override
    public Optional<String> company() {
        return account.map(it -> "+" + it.number());
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public String nextId(Person customer) {
        var random = new byte[24];
        RANDOM.nextBytes(random);
        return "wamid." + Base64.getEncoder().encodeToString(random);
    }

    @Override
    public Message carry(Person customer, Message message) {
        var value = value();
        var contact = value.putArray("contacts").addObject().put("wa_id", customer.whatsApp());
        contact.putObject("profile").put("name", customer.name());
        var told = value.putArray("messages")
                .addObject()
                .put("from", customer.whatsApp())
                .put("id", message.id())
                .put("timestamp", Long.toString(message.at().getEpochSecond()));
        if (message.files().isEmpty()) {
            told.put("type", "text").putObject("text").put("body", message.text());
        } else {
            attach(told, message.files().getFirst(), message.text());
        }
        var answer = tell(
                value,
                refused -> messages.put(message.now(State.UNDERWAY, "WhatsApp tries again: " + refused.words())));
        return answer.isTaken()
                ? message.now(State.SENT, null)
                : message.now(State.FAILED, "WhatsApp has given up: " + answer.words());
    }

    private static void attach(ObjectNode told, Attachment file, String caption) {
        boolean picture = file.type().equals("image/jpeg") || file.type().equals("image/png");
        var kind = picture ? "image" : "document";
        var described =
                told.put("type", kind).putObject(kind).put("id", file.id()).put("mime_type", file.type());
        if (!picture) {
            described.put("filename", file.name());
        }
        if (!caption.isEmpty()) {
            described.put("caption", caption);
        }
    }

    @Override
    public void read(Person customer, Message message) {
        errands.run(() -> report(message, customer.whatsApp(), "read", null));
    }

    /** Whether the customer wrote within the last day. */
    boolean isWindowOpen(Person customer) {
        var since = clock.instant().minus(WINDOW);
        return messages.of(customer, this).stream()
                .anyMatch(it -> it.mine() && it.at().isAfter(since));
    }

    /** Puts a message that was taken on its way, and reports each step. */
    void deliver(Message message, Person customer) {
        errands.run(() -> {
            Errands.pause(pace);
            report(messages.put(message.now(State.SENT, null)), customer.whatsApp(), "sent", null);
            Errands.pause(pace);
            var arrived = messages.put(message.now(State.DELIVERED, null));
            arrivals.fire(arrived);
            report(arrived, customer.whatsApp(), "delivered", null);
        });
    }

    /** Why a message that was taken does not arrive. */
    record Loss(int code, String title, String details) {}

    /** Reports that a message does not arrive. */
    void lose(Message message, String to, Loss loss) {
        errands.run(() -> {
            Errands.pause(pace);
            report(message, to, "failed", loss);
        });
    }

    private void report(Message message, String to, String status, @Nullable Loss loss) {
        var value = value();
        var told = value.putArray("statuses")
                .addObject()
                .put("id", message.id())
                .put("status", status)
                .put("timestamp", Long.toString(clock.instant().getEpochSecond()))
                .put("recipient_id", to);
        if (message.reference() != null) {
            told.put("biz_opaque_callback_data", message.reference());
        }
        if (loss != null) {
            var error = told.putArray("errors")
                    .addObject()
                    .put("code", loss.code())
                    .put("title", loss.title())
                    .put("message", loss.title());
            error.putObject("error_data").put("details", loss.details());
        } else if (!status.equals("read")) {
            told.putObject("pricing")
                    .put("billable", false)
                    .put("pricing_model", "PMP")
                    .put("category", "service");
        }
        tell(value, refused -> {});
    }

    private ObjectNode value() {
        var ours = account.orElseThrow();
        var value = json.createObjectNode().put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", ours.number())
                .put("phone_number_id", ours.phoneNumberId());
        return value;
    }

    private Answer tell(ObjectNode value, Consumer<Answer> again) {
        var envelope = json.createObjectNode().put("object", "whatsapp_business_account");
        var entry = envelope.putArray("entry").addObject().put("id", BUSINESS_ACCOUNT);
        entry.putArray("changes").addObject().put("field", "messages").set("value", value);
        return webhook.orElseThrow().tell(envelope, again);
    }
}
