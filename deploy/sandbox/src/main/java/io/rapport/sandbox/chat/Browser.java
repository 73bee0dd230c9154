package io.rapport.sandbox.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.phone.Errands;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One customer's connection to the chat, which comes back when it is lost. What the customer writes is said again with the same id
 * until it is acknowledged; what comes is shown once and in order.
 */
final class Browser {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(3);
    private static final Duration SYNC = Duration.ofSeconds(15);

    private final WebChat.Page page;
    private final HttpClient http;
    private final ObjectMapper json;

    /** What is not acknowledged yet, by id, in the order in which it was written. */
    private final Map<String, Line> outbox = new LinkedHashMap<>();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    Browser(WebChat.Page page, HttpClient http, ObjectMapper json) {
        this.page = page;
        this.http = http;
        this.json = json;
    }

    private record Line(String id, String text, List<String> files, CompletableFuture<Optional<String>> end) {}

    /** What the connection's thread waits for; those of a connection that is gone are passed over. */
    private sealed interface Event {
        record Written(String id) implements Event {}

        record SayAgain() implements Event {}

        record Came(WebSocket socket, String frame) implements Event {}

        record Lost(WebSocket socket) implements Event {}
    }

    /**
     * Says something and waits until it is acknowledged; why it was refused, if it was.
     *
     * @param files as the chat has called them, which has them already
     */
    Optional<String> write(String id, String text, List<String> files) {
        var line = new Line(id, text, files, new CompletableFuture<>());
        synchronized (outbox) {
            outbox.put(id, line);
        }
        events.add(new Event.Written(id));
        try {
            return line.end().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Errands.Stopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void stayConnected() {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var socket = http.newWebSocketBuilder()
                        .header("Origin", page.origin())
                        .buildAsync(page.address(page.last()), new Ear())
                        .join();
                pause = FIRST_PAUSE;
                talk(socket);
            } catch (CompletionException noConnection) {
                // nobody is there, or not for us now
            }
            Errands.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void talk(WebSocket socket) {
        var said = new HashSet<String>();
        for (var line : lines()) {
            said.add(line.id());
            say(socket, line);
        }
        while (true) {
            switch (next()) {
                case null -> say(socket, json.createObjectNode().put("sync", true));
                case Event.Written written
                when said.add(written.id()) -> line(written.id()).ifPresent(line -> say(socket, line));
                case Event.Written known -> {}
                case Event.SayAgain again -> lines().forEach(line -> say(socket, line));
                case Event.Came came when came.socket().equals(socket) -> hear(socket, came.frame());
                case Event.Lost lost
                when lost.socket().equals(socket) -> {
                    return;
                }
                case Event.Came old -> {}
                case Event.Lost old -> {}
            }
        }
    }

    private @Nullable Event next() {
        try {
            return events.poll(SYNC.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Errands.Stopped();
        }
    }

    private void hear(WebSocket socket, String text) {
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (JsonProcessingException notOurs) {
            return;
        }
        switch (frame.path("type").asText()) {
            case "ack" -> end(frame.path("id").asText(), Optional.empty());
            case "error" -> refused(frame);
            case "message" -> {
                // with an id it is the customer's own, which the page shows since it was written, and safe now
                if (frame.has("id")) {
                    end(frame.path("id").asText(), Optional.empty());
                } else {
                    page.show(frame);
                }
                say(
                        socket,
                        json.createObjectNode()
                                .put("received", frame.path("seq").asLong()));
            }
            default -> {
                // a frame of a newer protocol
            }
        }
    }

    private void refused(JsonNode frame) {
        var id = frame.path("id").asText("");
        if (!frame.path("retry").asBoolean()) {
            end(id, Optional.of(frame.path("reason").asText()));
        } else {
            CompletableFuture.delayedExecutor(SAY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> events.add(new Event.SayAgain()));
        }
    }

    private void end(String id, Optional<String> refusal) {
        line(id).ifPresent(line -> {
            synchronized (outbox) {
                outbox.remove(id);
            }
            line.end().complete(refusal);
        });
    }

    private Optional<Line> line(String id) {
        synchronized (outbox) {
            return Optional.ofNullable(outbox.get(id));
        }
    }

    private List<Line> lines() {
        synchronized (outbox) {
            return List.copyOf(outbox.values());
        }
    }

    private void say(WebSocket socket, Line line) {
        var frame = json.createObjectNode().put("id", line.id()).put("text", line.text());
        var files = frame.putArray("files");
        line.files().forEach(files::add);
        say(socket, frame);
    }

    private static void say(WebSocket socket, JsonNode frame) {
        socket.sendText(frame.toString(), true).join();
    }

    /** Passes on what comes; a long frame comes in pieces. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder pieces = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence piece, boolean last) {
            pieces.append(piece);
            if (last) {
                events.add(new Event.Came(socket, pieces.toString()));
                pieces.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            events.add(new Event.Lost(socket));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add(new Event.Lost(socket));
        }
    }
}
