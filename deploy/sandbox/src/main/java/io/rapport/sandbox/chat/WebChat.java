package io.rapport.sandbox.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.StartupEvent;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.People;
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
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The chat on the company's web site: every customer who has written there keeps the page open. */
@Singleton
class WebChat implements Carrier {
    private final Optional<SandboxConfig.Chat> site;
    private final Messages messages;
    private final People people;
    private final Files files;
    private final Webhooks webhooks;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Browser> browsers = new ConcurrentHashMap<>();

    WebChat(
            SandboxConfig config,
            Messages messages,
            People people,
            Files files,
            Webhooks webhooks,
            Errands errands,
            Event<Message> arrivals,
            ObjectMapper json) {
        this.site = config.chat();
        this.messages = messages;
        this.people = people;
        this.files = files;
        this.webhooks = webhooks;
        this.errands = errands;
        this.arrivals = arrivals;
        this.json = json;
    }

    @Override
    public Network network() {
        return Network.CHAT;
    }

    @Override
    public String provider() {
        return "Web chat";
    }

    @Override
    public Optional<String> company() {
        return site.map(SandboxConfig.Chat::origin);
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public String nextId(Person customer) {
        return UUID.randomUUID().toString();
    }

    @Override
    public Message carry(Person customer, Message message) {
        var uploaded = new ArrayList<String>();
        for (var file : message.files()) {
            var answer = upload(customer, file);
            var told = read(answer.body());
            if (!answer.isTaken()) {
                var why = told.path("detail").asText(answer.words());
                return message.now(State.FAILED, file.name() + " could not be uploaded: " + why);
            }
            uploaded.add(told.path("id").asText());
        }
        var refusal = browser(customer).write(message.id(), message.text(), uploaded);
        return refusal.map(reason -> message.now(State.FAILED, reason)).orElseGet(() -> message.now(State.SENT, null));
    }

    /** Puts a file where the message that is said next finds it; once, as the chat's own page does. */
    private Answer upload(Person customer, Attachment file) {
        var address = filesAt(
                "?visitor=" + customer.visitor() + "&name=" + URLEncoder.encode(file.name(), StandardCharsets.UTF_8));
        var headers = Map.of("Origin", site.orElseThrow().origin(), "Content-Type", "application/octet-stream");
        try {
            return webhooks.post(address, headers, files.bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's folder does not give a file", e);
        }
    }

    private URI filesAt(String rest) {
        return URI.create(site.orElseThrow().url().replaceFirst("^ws", "http") + "/files" + rest);
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** Who waits for an answer comes back by themselves. */
    void comeBack(@Observes StartupEvent start) {
        if (site.isPresent()) {
            people.all().stream()
                    .filter(person -> !messages.of(person, this).isEmpty())
                    .forEach(this::browser);
        }
    }

    private Browser browser(Person customer) {
        return browsers.computeIfAbsent(customer.address(), address -> {
            var browser = new Browser(new Page(customer), http, json);
            errands.run(browser::stayConnected);
            return browser;
        });
    }

    /** What a customer's browser shows. */
    final class Page {
        private final Person customer;

        private Page(Person customer) {
            this.customer = customer;
        }

        URI address(long after) {
            return URI.create(site.orElseThrow().url() + "?visitor=" + customer.visitor() + "&after=" + after);
        }

        String origin() {
            return site.orElseThrow().origin();
        }

        /** The number of the last message it shows. */
        long last() {
            return messages.of(customer, WebChat.this).stream()
                    .map(Message::reference)
                    .mapToLong(Page::number)
                    .max()
                    .orElse(0);
        }

        private static long number(@Nullable String reference) {
            return reference == null ? 0 : Long.parseLong(reference);
        }

        /** Shows a message; once, though it may come again after a reconnect. */
        void show(JsonNode frame) {
            var id = customer.visitor() + "/" + frame.path("seq").asText() + "/"
                    + frame.path("at").asText();
            if (messages.find(id).isEmpty()) {
                arrivals.fire(messages.put(new Message(
                        id,
                        Network.CHAT,
                        origin(),
                        customer.address(),
                        false,
                        frame.path("text").asText(),
                        files(frame),
                        State.DELIVERED,
                        frame.path("author").asText(null),
                        frame.path("seq").asText(),
                        Instant.parse(frame.path("at").asText()))));
            }
        }

        /** The files of a message, where the chat hands them to its visitor; one that it does not hand out is left out. */
        private List<Attachment> files(JsonNode frame) {
            var loaded = new ArrayList<Attachment>();
            for (int i = 0; i < frame.path("files").size(); i++) {
                var file = frame.path("files").path(i);
                var address = filesAt("/" + frame.path("seq").asText() + "/" + i + "?visitor=" + customer.visitor());
                webhooks.load(address, Map.of("Origin", origin()))
                        .map(it -> files.keepUpload(
                                file.path("name").asText("file"),
                                file.path("mediaType").asText(),
                                it.bytes()))
                        .ifPresent(loaded::add);
            }
            return loaded;
        }
    }
}
