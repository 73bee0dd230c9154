package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.platform.channel.provider.Form;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Mastodon server as a test sees it: notifies, streams, takes posts, and refuses what it is told to. */
public final class StandInMastodon implements AutoCloseable {
    public static final String SERVER = "social.example.com";
    public static final String ADDRESS = "support@" + SERVER;
    public static final String TOKEN = "a-token-for-tests";
    public static final int MAX_CHARACTERS = 300;
    public static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

    private static final Duration THUMP = Duration.ofMillis(200);

    private final ObjectMapper json = new ObjectMapper();
    private final ConcurrentSkipListMap<Long, JsonNode> notifications = new ConcurrentSkipListMap<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> byKey = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final Set<String> unready = ConcurrentHashMap.newKeySet();
    private final List<Map<String, String>> posted = new CopyOnWriteArrayList<>();
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final AtomicInteger streamed = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong(1000);
    private final int port;
    private @Nullable HttpServer server;

    public StandInMastodon() {
        port = start(0);
    }

    private int start(int at) {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            started.createContext("/api/v2/instance", this::instance);
            started.createContext("/api/v1/notifications", this::notifications);
            started.createContext("/api/v1/statuses", this::statuses);
            started.createContext("/api/v1/streaming/user/notification", this::stream);
            started.createContext("/api/v2/media", this::upload);
            started.createContext("/api/v1/media/", this::media);
            started.createContext("/media/", call -> answer(call, 200, "image/png", PICTURE));
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.start();
            server = started;
            return started.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String baseUrl() {
        return "http://localhost:" + port;
    }

    /** Nobody reaches the server any more, and its streams break. */
    public void goAway() {
        streams.clear();
        if (server != null) {
            server.stop(0);
        }
    }

    /** Its streams stay open, and nothing ever comes over them again. */
    public void fallSilent() {
        streams.clear();
    }

    public void comeBack() {
        start(port);
    }

    /** How many listen to a stream just now. */
    public int listeners() {
        streams.removeIf(stream -> !write(stream, ":thump\n"));
        return streams.size();
    }

    /** How often somebody has begun to listen. */
    public int streamed() {
        return streamed.get();
    }

    /**
     * Notifies us that somebody wrote, and gives the post's id.
     *
     * @param acct without a server when it is an account of this one
     */
    public String mention(String acct, String visibility, @Nullable String answered, String html, String... pictures) {
        var notification = notification("mention", acct);
        var status = notification
                .putObject("status")
                .put("id", Long.toString(ids.incrementAndGet()))
                .put("created_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("in_reply_to_id", answered)
                .put("visibility", visibility)
                .put("spoiler_text", "")
                .put("content", html);
        status.set("account", notification.path("account"));
        var files = status.putArray("media_attachments");
        for (var picture : pictures) {
            files.addObject().put("type", "image").put("url", baseUrl() + "/media/" + picture);
        }
        var id = status.path("id").asText();
        if (answered != null) {
            answers.put(id, answered);
        }
        tell(notification);
        return id;
    }

    /** Notifies us of something else. */
    public void notice(String type, String acct) {
        tell(notification(type, acct));
    }

    private ObjectNode notification(String type, String acct) {
        var notification = json.createObjectNode()
                .put("id", Long.toString(ids.incrementAndGet()))
                .put("type", type)
                .put("created_at", "2030-01-02T03:04:05.000Z");
        notification
                .putObject("account")
                .put("id", "77")
                .put("acct", acct)
                .put("display_name", "Kim Example")
                .put("bot", acct.startsWith("bot"));
        return notification;
    }

    private void tell(ObjectNode notification) {
        notifications.put(notification.path("id").asLong(), notification);
        streams.removeIf(stream -> !write(stream, "event: notification\ndata: " + notification + "\n\n"));
    }

    private static synchronized boolean write(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** What was posted with this in it, by field name. */
    public List<Map<String, String>> posted(String text) {
        return posted.stream()
                .filter(it -> it.getOrDefault("status", "").contains(text))
                .toList();
    }

    /** How often a post with this text was brought, taken or not. */
    public int calls(String text) {
        return calls.getOrDefault(text, new AtomicInteger()).get();
    }

    private void instance(HttpExchange call) throws IOException {
        answer(
                call,
                200,
                "{\"domain\":\"%s\",\"configuration\":{\"urls\":{\"streaming\":\"ws://localhost:%d\"},\"statuses\":{\"max_characters\":%d}}}"
                        .formatted(SERVER, port, MAX_CHARACTERS));
    }

    /** Newest first, those right after {@code min_id}. */
    private void notifications(HttpExchange call) throws IOException {
        if (!knows(call)) {
            return;
        }
        var query = new QueryStringDecoder(call.getRequestURI()).parameters();
        int limit = Integer.parseInt(query.getOrDefault("limit", List.of("40")).getFirst());
        var after = query.get("min_id");
        var page = after == null
                ? notifications.descendingMap().values().stream().limit(limit).toList()
                : notifications.tailMap(Long.parseLong(after.getFirst()), false).values().stream()
                        .limit(limit)
                        .toList()
                        .reversed();
        answer(call, 200, page.stream().map(JsonNode::toString).collect(Collectors.joining(",", "[", "]")));
    }

    private void statuses(HttpExchange call) throws IOException {
        if (!knows(call)) {
            return;
        }
        var path = call.getRequestURI().getPath();
        if ("GET".equals(call.getRequestMethod())) {
            context(call, path.split("/")[4]);
            return;
        }
        var form = new HashMap<String, String>();
        json.readTree(call.getRequestBody())
                .properties()
                .forEach(it -> form.put(
                        it.getKey(),
                        it.getValue().isArray()
                                ? it.getValue()
                                        .valueStream()
                                        .map(JsonNode::asText)
                                        .collect(Collectors.joining(","))
                                : it.getValue().asText()));
        var words = form.getOrDefault("status", "").split(" ", 2);
        var text = words[words.length - 1];
        int nth = calls.computeIfAbsent(text, it -> new AtomicInteger()).incrementAndGet();
        if (text.startsWith("refused")
                || List.of(form.getOrDefault("media_ids", "").split(",")).stream()
                        .anyMatch(unready::contains)) {
            answer(call, 422, "{\"error\":\"Validation failed: Text can't be blank\"}");
        } else if (text.startsWith("always-busy")) {
            answer(call, 503, "busy");
        } else if (text.startsWith("limited") && nth == 1) {
            call.getResponseHeaders()
                    .add("X-RateLimit-Reset", Instant.now().plusSeconds(3600).toString());
            answer(call, 429, "{\"error\":\"Too many requests\"}");
        } else {
            answer(
                    call,
                    200,
                    post(call.getRequestHeaders().getFirst("Idempotency-Key"), form)
                            .toString());
        }
    }

    /** Takes a file; a film is ready when it was asked for twice. */
    private void upload(HttpExchange call) throws IOException {
        if (!knows(call)) {
            return;
        }
        var form = Form.read(
                call.getRequestHeaders().getFirst("Content-Type"),
                call.getRequestBody().readAllBytes());
        var id = Long.toString(ids.incrementAndGet());
        uploads.put(id, form.file().orElseThrow());
        var type = form.file().orElseThrow().mediaType();
        if (type.equals("image/tiff")) {
            answer(call, 422, "{\"error\":\"Validation failed: File content type is invalid\"}");
        } else if (type.startsWith("video/")) {
            unready.add(id);
            answer(call, 202, "{\"id\":\"%s\",\"type\":\"video\",\"url\":null}".formatted(id));
        } else {
            answer(call, 200, "{\"id\":\"%s\",\"type\":\"image\",\"url\":\"https://example.com/1\"}".formatted(id));
        }
    }

    private void media(HttpExchange call) throws IOException {
        var path = call.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1);
        int nth =
                calls.computeIfAbsent("media " + id, it -> new AtomicInteger()).incrementAndGet();
        if (nth > 1) {
            unready.remove(id);
        }
        answer(call, unready.contains(id) ? 206 : 200, "{\"id\":\"%s\"}".formatted(id));
    }

    /** What was uploaded, by the id it got. */
    public Upload upload(String id) {
        return uploads.get(id);
    }

    private JsonNode post(String key, Map<String, String> form) {
        return byKey.computeIfAbsent(key, it -> {
            posted.add(form);
            var id = Long.toString(ids.incrementAndGet());
            var answered = form.get("in_reply_to_id");
            if (answered != null) {
                answers.put(id, answered);
            }
            var status = json.createObjectNode().put("id", id);
            var mentioned = form.getOrDefault("status", "").split(" ", 2)[0].substring(1);
            var mentions = status.putArray("mentions");
            if (!mentioned.startsWith("nobody")) {
                mentions.addObject().put("acct", mentioned.replace("@" + SERVER, ""));
            }
            return status;
        });
    }

    /** The posts before this one, oldest first. */
    private void context(HttpExchange call, String id) throws IOException {
        var context = json.createObjectNode();
        var ancestors = context.putArray("ancestors");
        for (var before = answers.get(id); before != null; before = answers.get(before)) {
            ancestors.insertObject(0).put("id", before);
        }
        context.putArray("descendants");
        answer(call, 200, context.toString());
    }

    private void stream(HttpExchange call) throws IOException {
        if (!knows(call)) {
            return;
        }
        call.getResponseHeaders().add("Content-Type", "text/event-stream");
        call.sendResponseHeaders(200, 0);
        var stream = call.getResponseBody();
        write(stream, ":)\n:thump\n");
        streams.add(stream);
        streamed.incrementAndGet();
        Thread.startVirtualThread(() -> thump(stream));
    }

    /** As a living stream does. */
    private void thump(OutputStream stream) {
        try {
            while (streams.contains(stream) && write(stream, ":thump\n")) {
                Thread.sleep(THUMP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean knows(HttpExchange call) throws IOException {
        if (("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        answer(call, 401, "{\"error\":\"The access token is invalid\"}");
        return false;
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        answer(call, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange call, int status, String type, byte[] body) throws IOException {
        call.getResponseHeaders().add("Content-Type", type);
        call.sendResponseHeaders(status, body.length);
        try (var out = call.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        goAway();
    }
}
