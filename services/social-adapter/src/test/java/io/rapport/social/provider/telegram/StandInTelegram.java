package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.platform.channel.provider.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Telegram's Bot API as a test sees it: takes messages, and refuses what it is told to. */
public final class StandInTelegram implements AutoCloseable {
    public static final String BOT = "123456";
    public static final String BOT_TOKEN = BOT + ":a-token_for-tests";
    public static final String SECRET_TOKEN = "a-secret-for-tests";

    /** A picture the API hands out, by its id; it has no other. */
    public static final String PICTURE = "AgADBAADbXXX";

    public static final String PICTURE_BYTES = "not really a picture";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<Form> uploads = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    public StandInTelegram() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/bot" + BOT_TOKEN + "/sendMessage", this::sendMessage);
        server.createContext("/bot" + BOT_TOKEN + "/sendPhoto", this::sendFile);
        server.createContext("/bot" + BOT_TOKEN + "/sendDocument", this::sendFile);
        server.createContext("/bot" + BOT_TOKEN + "/getFile", this::getFile);
        server.createContext("/file/bot" + BOT_TOKEN + "/photos/file_1.jpg", call -> answer(call, 200, PICTURE_BYTES));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The messages taken with this text. */
    public List<JsonNode> taken(String text) {
        return taken.stream()
                .filter(it -> text.equals(it.path("text").asText()))
                .toList();
    }

    /** How often a message with this text was brought, taken or not. */
    public int calls(String text) {
        return calls.getOrDefault(text, new AtomicInteger()).get();
    }

    /** The uploads taken: photos and documents, as their forms came. */
    public List<Form> uploads() {
        return List.copyOf(uploads);
    }

    private void sendMessage(HttpExchange call) throws IOException {
        var message = json.readTree(call.getRequestBody());
        take(call, message.path("text").asText(), message, () -> {});
    }

    private void sendFile(HttpExchange call) throws IOException {
        var form = Form.read(
                call.getRequestHeaders().getFirst("Content-Type"),
                call.getRequestBody().readAllBytes());
        var name = form.file().orElseThrow().name();
        if (name.startsWith("wide") && form.file().orElseThrow().field().equals("photo")) {
            refuse(call, 400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "");
            return;
        }
        var text = form.fields().getOrDefault("caption", name);
        var message = json.createObjectNode()
                .put("chat_id", form.fields().get("chat_id"))
                .put("text", text);
        take(call, text, message, () -> uploads.add(form));
    }

    private void take(HttpExchange call, String text, JsonNode message, Runnable whenTaken) throws IOException {
        int nth = calls.computeIfAbsent(text, it -> new AtomicInteger()).incrementAndGet();
        if (text.startsWith("blocked")) {
            refuse(call, 403, "Forbidden: bot was blocked by the user", "");
        } else if (text.startsWith("no-such-chat")) {
            refuse(call, 400, "Bad Request: chat not found", "");
        } else if (text.startsWith("always-busy")) {
            refuse(call, 502, "Bad Gateway", "");
        } else if (text.startsWith("later-once") && nth == 1) {
            refuse(call, 429, "Too Many Requests: retry after 1", ",\"parameters\":{\"retry_after\":1}");
        } else {
            taken.add(message);
            whenTaken.run();
            answer(
                    call,
                    200,
                    "{\"ok\":true,\"result\":{\"message_id\":%d,\"date\":1893553445,\"chat\":{\"id\":%d,\"type\":\"private\"}}}"
                            .formatted(taken.size(), message.path("chat_id").asLong()));
        }
    }

    private void getFile(HttpExchange call) throws IOException {
        if (PICTURE.equals(json.readTree(call.getRequestBody()).path("file_id").asText())) {
            answer(
                    call,
                    200,
                    "{\"ok\":true,\"result\":{\"file_id\":\"%s\",\"file_size\":%d,\"file_path\":\"photos/file_1.jpg\"}}"
                            .formatted(PICTURE, PICTURE_BYTES.length()));
        } else {
            refuse(call, 400, "Bad Request: file is too big", "");
        }
    }

    private static void refuse(HttpExchange call, int code, String description, String more) throws IOException {
        answer(
                call,
                code,
                "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}".formatted(code, description, more));
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        try (var out = call.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
