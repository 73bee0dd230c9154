package io.rapport.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for the chat adapter: keeps what it says to a visitor, and gives whoever comes back what is missing. */
public final class FakeChat {
    public static final String SITE = "http://site.example.com";

    /** Every frame that came, as {@code <visitor> <frame>}. */
    public final List<String> heard = new CopyOnWriteArrayList<>();

    /** How often a text is not acknowledged, but its connection is cut. */
    public final Map<String, AtomicInteger> cuts = new ConcurrentHashMap<>();

    /** Of one file. */
    private static final int MOST_BYTES = 1024;

    /** By visitor, and number of the message and of the file or the id of what the visitor has uploaded. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ServerWebSocket> connections = new ConcurrentHashMap<>();
    private final Map<String, List<JsonObject>> said = new ConcurrentHashMap<>();

    /** Gives the port. */
    int start() {
        return vertx.createHttpServer()
                .requestHandler(this::file)
                .webSocketHandler(this::connected)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What a visitor has uploaded under this id. */
    public byte[] uploaded(String visitor, String id) {
        return files.get(visitor + "/" + id);
    }

    private void file(HttpServerRequest request) {
        if (request.method() == HttpMethod.POST) {
            request.body().onSuccess(content -> upload(request, content));
        } else {
            handOut(request);
        }
    }

    /** Takes a file for a message to come, and calls it by its name. */
    private void upload(HttpServerRequest request, Buffer content) {
        boolean ours = SITE.equals(request.getHeader("Origin"))
                && "application/octet-stream".equals(request.getHeader("Content-Type"))
                && "/chat/web/files".equals(request.path());
        var answer = request.response();
        if (!ours) {
            answer.setStatusCode(403).end();
        } else if (content.length() > MOST_BYTES) {
            answer.setStatusCode(413)
                    .end(new JsonObject()
                            .put("detail", "A file has at most 1 KiB.")
                            .encode());
        } else {
            var id = "sha256:" + request.getParam("name");
            files.put(request.getParam("visitor") + "/" + id, content.getBytes());
            answer.setStatusCode(201).end(new JsonObject().put("id", id).encode());
        }
    }

    /** Hands a file out to its visitor. */
    private void handOut(HttpServerRequest request) {
        var content = SITE.equals(request.getHeader("Origin"))
                ? files.get(request.getParam("visitor") + request.path().replace("/chat/web/files", ""))
                : null;
        if (content == null) {
            request.response().setStatusCode(404).end();
        } else {
            request.response().end(Buffer.buffer(content));
        }
    }

    /** Writes to a visitor, connected or not, with a picture. */
    public void show(String visitor, String text, byte[] picture) {
        int number = said.getOrDefault(visitor, List.of()).size() + 1;
        files.put(visitor + "/" + number + "/0", picture);
        say(
                visitor,
                text,
                new JsonArray().add(new JsonObject().put("name", "lid.png").put("mediaType", "image/png")));
    }

    /** Writes to a visitor, connected or not. */
    public void say(String visitor, String text) {
        say(visitor, text, new JsonArray());
    }

    private void say(String visitor, String text, JsonArray shown) {
        var all = said.computeIfAbsent(visitor, it -> new CopyOnWriteArrayList<>());
        var message = new JsonObject()
                .put("type", "message")
                .put("seq", all.size() + 1)
                .put("author", "Ada Example")
                .put("text", text)
                .put("files", shown)
                .put("at", Instant.now().toString());
        all.add(message);
        var connection = connections.get(visitor);
        if (connection != null) {
            connection.writeTextMessage(message.encode());
        }
    }

    /** The frames of a visitor with this in them. */
    public List<String> heard(String visitor, String text) {
        return heard.stream()
                .filter(it -> it.startsWith(visitor) && it.contains(text))
                .toList();
    }

    private void connected(ServerWebSocket socket) {
        var asked = socket.query()
                .replaceAll("visitor=([^&]*)&after=(\\d+)", "$1 $2")
                .split(" ");
        var visitor = asked[0];
        if (!SITE.equals(socket.headers().get("Origin")) || !"/chat/web".equals(socket.path())) {
            socket.close();
            return;
        }
        socket.textMessageHandler(text -> frame(socket, visitor, new JsonObject(text)));
        socket.closeHandler(gone -> connections.remove(visitor, socket));
        connections.put(visitor, socket);
        int after = Integer.parseInt(asked[1]);
        socket.writeTextMessage(
                new JsonObject().put("type", "welcome").put("after", after).encode());
        said.getOrDefault(visitor, List.of()).stream().skip(after).forEach(it -> socket.writeTextMessage(it.encode()));
    }

    private void frame(ServerWebSocket socket, String visitor, JsonObject frame) {
        heard.add(visitor + " " + frame.encode());
        var text = frame.getString("text");
        if (text == null) {
            return;
        }
        var cut = cuts.get(text);
        if (cut != null && cut.getAndDecrement() > 0) {
            socket.close();
        } else if (text.startsWith("refused")) {
            socket.writeTextMessage(new JsonObject()
                    .put("type", "error")
                    .put("id", frame.getString("id"))
                    .put("reason", "The message is not for us.")
                    .put("retry", false)
                    .encode());
        } else {
            // every browser of the visitor is told, the one that wrote too
            var all = said.computeIfAbsent(visitor, it -> new CopyOnWriteArrayList<>());
            if (all.stream().anyMatch(it -> frame.getString("id").equals(it.getString("id")))) {
                socket.writeTextMessage(new JsonObject()
                        .put("type", "ack")
                        .put("id", frame.getString("id"))
                        .encode());
                return;
            }
            var own = new JsonObject()
                    .put("type", "message")
                    .put("seq", all.size() + 1)
                    .put("id", frame.getString("id"))
                    .put("text", text)
                    .put("at", Instant.now().toString());
            all.add(own);
            socket.writeTextMessage(own.encode());
        }
    }
}
