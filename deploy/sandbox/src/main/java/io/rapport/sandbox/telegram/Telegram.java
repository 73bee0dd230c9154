package io.rapport.sandbox.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Files;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Redelivery;
import io.rapport.sandbox.phone.Webhooks;
import io.rapport.sandbox.phone.Webhooks.Answer;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The company's bot on Telegram: brings what customers write to the bot's webhook, one update after the other. */
@Singleton
class Telegram implements Carrier {
    /** Telegram keeps updates no longer. */
    private static final String USERNAME = "rapport_sandbox_bot";

    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

    private static final int MOST_PHOTO = 10 * 1000 * 1000;
    private static final int MOST_SIDES = 10_000;
    private static final int MOST_RATIO = 20;

    private final Optional<SandboxConfig.Telegram> account;
    private final Messages messages;
    private final Files files;
    private final Webhooks webhooks;
    private final ObjectMapper json;

    /** Fair: updates go in the order in which they were written. */
    private final ReentrantLock line = new ReentrantLock(true);

    /** Rises over restarts too, as nobody writes ten messages a second for long. */
    private final AtomicLong updateId;

    private final AtomicLong messageId;
    private volatile Optional<Hook> hook;
    private volatile @Nullable Answer lastError;

    Telegram(SandboxConfig config, Messages messages, Files files, Webhooks webhooks, ObjectMapper json, Clock clock) {
        this.account = config.telegram();
        this.messages = messages;
        this.files = files;
        this.webhooks = webhooks;
        this.json = json;
        this.updateId = new AtomicLong(clock.instant().getEpochSecond() % 100_000_000 * 10);
        this.messageId = new AtomicLong(messages.all().stream()
                .filter(it -> it.network() == Network.TELEGRAM)
                .mapToLong(Telegram::number)
                .max()
                .orElse(0));
        this.hook = account.flatMap(SandboxConfig.Telegram::webhookUrl)
                .map(url -> new Hook(
                        URI.create(url),
                        account.flatMap(SandboxConfig.Telegram::secretToken).orElse(null)));
    }

    /** Where updates are brought, and what proves that Telegram brings them. */
    record Hook(URI url, @Nullable String secretToken) {}

    /** Whether a bot has this token. */
    boolean isOurs(String token) {
        return account.filter(it -> it.botToken().equals(token)).isPresent();
    }

    String username() {
        return account.orElseThrow().username().orElse(USERNAME);
    }

    long botId() {
        var token = account.orElseThrow().botToken();
        return Long.parseLong(token.substring(0, token.indexOf(':')));
    }

    Optional<Hook> hook() {
        return hook;
    }

    /** Brings updates here from now on; keeps them back when nowhere is named. */
    void bringTo(Optional<Hook> newHook) {
        hook = newHook;
    }

    @Nullable
    Answer lastError() {
        return lastError;
    }

    int pending() {
        return line.getQueueLength() + (line.isLocked() ? 1 : 0);
    }

    @Override
    public Network network() {
        return Network.TELEGRAM;
    }

    @Override
    public String provider() {
        return "Telegram";
    }

    @Override
    public Optional<String> company() {
        return account.map(it -> "@" + username());
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    /** Known within its chat, though counted over all of a bot's chats. */
    @Override
    public String nextId(Person customer) {
        return customer.telegram() + "/" + messageId.incrementAndGet();
    }

    static long number(Message message) {
        return Long.parseLong(message.id().substring(message.id().indexOf('/') + 1));
    }

    @Override
    public Message carry(Person customer, Message message) {
        line.lock();
        try {
            var update = json.createObjectNode().put("update_id", updateId.incrementAndGet());
            update.set("message", told(customer, message));
            var body = update.toString().getBytes(StandardCharsets.UTF_8);
            var answer = Redelivery.of(() -> bring(body), GIVE_UP_AFTER, refused -> {
                lastError = refused;
                messages.put(message.now(State.UNDERWAY, "Telegram tries again: " + refused.words()));
            });
            return answer.isTaken()
                    ? message.now(State.SENT, null)
                    : message.now(State.FAILED, "Telegram has given up: " + answer.words());
        } finally {
            line.unlock();
        }
    }

    private Answer bring(byte[] update) {
        var to = hook;
        if (to.isEmpty()) {
            return new Answer(Answer.NO_CONNECTION, "");
        }
        var headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        if (to.get().secretToken() != null) {
            headers.put("X-Telegram-Bot-Api-Secret-Token", to.get().secretToken());
        }
        return webhooks.post(to.get().url(), headers, update);
    }

    private ObjectNode told(Person customer, Message message) {
        var told = json.createObjectNode().put("message_id", number(message));
        told.set("from", user(customer).put("is_bot", false).put("language_code", "en"));
        told.set("chat", chat(customer));
        told.put("date", message.at().getEpochSecond());
        if (message.files().isEmpty()) {
            return told.put("text", message.text());
        }
        if (!message.text().isEmpty()) {
            told.put("caption", message.text());
        }
        var file = message.files().getFirst();
        attach(told, file, file.type().startsWith("image/"));
        return told;
    }

    /** Why Telegram takes these bytes for no photo, if it does not. */
    static Optional<String> faultOfPhoto(byte[] bytes) {
        if (bytes.length > MOST_PHOTO) {
            return Optional.of("PHOTO_SAVE_FILE_INVALID");
        }
        try {
            var picture = ImageIO.read(new ByteArrayInputStream(bytes));
            if (picture == null) {
                return Optional.of("IMAGE_PROCESS_FAILED");
            }
            int width = picture.getWidth();
            int height = picture.getHeight();
            return width + height > MOST_SIDES || Math.max(width, height) > MOST_RATIO * Math.min(width, height)
                    ? Optional.of("PHOTO_INVALID_DIMENSIONS")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("IMAGE_PROCESS_FAILED");
        }
    }

    /** As a photo when it can be seen, else as a document. */
    void attach(ObjectNode told, Attachment file, boolean photo) {
        try {
            var picture = photo ? ImageIO.read(new ByteArrayInputStream(files.bytes(file))) : null;
            if (picture == null) {
                told.set(
                        "document",
                        described(file).put("file_name", file.name()).put("mime_type", file.type()));
            } else {
                told.putArray("photo")
                        .add(described(file).put("width", picture.getWidth()).put("height", picture.getHeight()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the sandbox is gone", e);
        }
    }

    ObjectNode described(Attachment file) {
        return json.createObjectNode()
                .put("file_id", "AgACAgIAAxkB" + file.id())
                .put("file_unique_id", "AQAD" + file.id())
                .put("file_size", file.size());
    }

    /** The file behind an id that {@link #described} gave. */
    Optional<Attachment> file(String fileId) {
        return fileId.startsWith("AgACAgIAAxkB") ? files.find(fileId.substring(12)) : Optional.empty();
    }

    private ObjectNode user(Person customer) {
        var user = json.createObjectNode().put("id", customer.telegram()).put("first_name", customer.firstName());
        return customer.lastName().isEmpty() ? user : user.put("last_name", customer.lastName());
    }

    ObjectNode chat(Person customer) {
        return user(customer).put("type", "private");
    }
}
