package io.rapport.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A visitor's tab. */
final class Browser implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean closed;

    /** Connects from the configured web site. */
    Browser(URI chat) {
        socket = connect(chat, ChatResource.ORIGIN, this);
    }

    /** The HTTP status of a refused connection; 101 when it is let in. */
    static int knock(URI chat, String origin) {
        try {
            connect(chat, origin, new WebSocket.Listener() {}).abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void say(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Says what the adapter hangs up on, perhaps before it is all said. */
    void sayInVain(String frame) {
        var unused = socket.sendText(frame, true).exceptionally(hungUp -> {
            closed = true;
            return socket;
        });
    }

    /** What came, of one kind. */
    List<JsonNode> heard(String type) {
        return frames.stream()
                .filter(it -> it.path("type").asText().equals(type))
                .toList();
    }

    /** The ids of what is safe, as often as it was told. */
    List<String> acknowledged() {
        return frames.stream()
                .filter(it -> it.path("type").asText().matches("ack|message") && it.has("id"))
                .map(it -> it.path("id").asText())
                .toList();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(json.readTree(partial.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        if (!closed) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    private static WebSocket connect(URI chat, String origin, WebSocket.Listener listener) {
        var builder = HTTP.newWebSocketBuilder();
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(chat, listener).join();
    }
}
