package io.rapport.load.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A visitor's browser. */
final class WebSocketCaller implements Caller, WebSocket.Listener {

    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** @param origin the adapter's own page, which may always connect */
    WebSocketCaller(String origin, String path) throws IOException {
        var uri = URI.create(origin.replaceFirst("http", "ws") + path + "?visitor=" + UUID.randomUUID());
        try {
            socket = HTTP.newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(uri, this)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("No WebSocket at " + uri, e.getCause());
        }
        await("welcome");
    }

    @Override
    public void call(Message message) throws IOException {
        socket.sendText(message.body(), true).join();
        await("ack");
    }

    /** Everything else, as what was written in another tab, passes by. */
    private void await(String type) throws IOException {
        try {
            while (true) {
                var frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (frame == null || frame.contains("\"type\":\"error\"")) {
                    throw new IOException("Instead of \"" + type + "\" came " + frame);
                }
                if (frame.contains("\"type\":\"" + type + "\"")) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
