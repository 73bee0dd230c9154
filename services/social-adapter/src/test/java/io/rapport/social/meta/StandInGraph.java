package io.rapport.social.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.platform.channel.provider.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Meta's Graph API as a test sees it: takes messages, refuses what it is told to, hands out files and profiles, and signs. */
public final class StandInGraph implements AutoCloseable {
    public static final String TOKEN = "an-access-token-for-tests";
    public static final String APP_SECRET = "an-app-secret-for-tests";
    public static final String VERIFY_TOKEN = "a-verify-token-for-tests";
    /** A picture the API hands out, by its id. */
    public static final String PICTURE = "4711";
    /** A picture it does not have any more. */
    public static final String GONE = "4712";

    /** A picture it cannot hand out now. */
    public static final String BUSY = "4713";

    public static final byte[] PICTURE_BYTES = "not really a picture".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<Form> uploads = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, String> profiles = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> pauses = new ConcurrentHashMap<>();
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    public StandInGraph() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** What Meta writes into {@code X-Hub-Signature-256}. */
    public static String signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The messages taken whose text, or template's text, is this. */
    public List<JsonNode> taken(String text) {
        return taken.stream().filter(it -> text.equals(said(it))).toList();
    }

    /** How often a message with this text was brought, taken or not. */
    public int calls(String text) {
        return calls.getOrDefault(text, new AtomicInteger()).get();
    }

    /** From now on a person has this profile. */
    public void knows(String person, String profile) {
        profiles.put(person, profile);
    }

    /** From now on nobody hears about this person before the latch is down. */
    public CountDownLatch keepsWaiting(String person) {
        return pauses.computeIfAbsent(person, it -> new CountDownLatch(1));
    }

    /** What was asked about a person: a query a call. */
    public List<String> asked(String person) {
        return asked.stream()
                .filter(it -> it.getPath().equals("/" + person))
                .map(URI::getQuery)
                .toList();
    }

    private void answer(HttpExchange call) throws IOException {
        var path = call.getRequestURI().getPath();
        if (path.startsWith("/files/")) {
            // a file's own address may be asked with or without the token
            reply(call, 200, PICTURE_BYTES);
        } else if (!("Bearer " + TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            refuse(call, 401, 190);
        } else if (path.endsWith("/" + BUSY)) {
            refuse(call, 500, 2);
        } else if (path.endsWith("/messages")) {
            message(call);
        } else if (path.endsWith("/media") || path.endsWith("/message_attachments")) {
            upload(call, path.endsWith("/media") ? "id" : "attachment_id");
        } else if (path.endsWith("/" + PICTURE)) {
            reply(
                    call,
                    200,
                    "{\"url\":\"%s/files/picture\",\"mime_type\":\"image/jpeg\",\"file_size\":%d,\"id\":\"%s\"}"
                            .formatted(baseUrl(), PICTURE_BYTES.length, PICTURE));
        } else {
            profile(call, path.substring(1));
        }
    }

    private void profile(HttpExchange call, String person) throws IOException {
        asked.add(call.getRequestURI());
        try {
            pauses.getOrDefault(person, new CountDownLatch(0)).await();
        } catch (InterruptedException closed) {
            return;
        }
        var profile = profiles.get(person);
        if (profile == null) {
            reply(
                    call,
                    400,
                    "{\"error\":{\"message\":\"Unsupported get request.\",\"type\":\"GraphMethodException\",\"code\":100,\"error_subcode\":33}}");
        } else {
            reply(call, 200, profile);
        }
    }

    private void upload(HttpExchange call, String named) throws IOException {
        var form = Form.read(
                call.getRequestHeaders().getFirst("Content-Type"),
                call.getRequestBody().readAllBytes());
        uploads.add(form);
        var name = form.file().orElseThrow().name();
        if (name.startsWith("unplayable")) {
            refuse(call, 400, named.equals("id") ? 131053 : 100);
        } else {
            reply(call, 200, "{\"%s\":\"%d\"}".formatted(named, uploads.size()));
        }
    }

    /** A file that was uploaded, by the id it got. */
    public Form upload(String id) {
        return uploads.get(Integer.parseInt(id) - 1);
    }

    /** The messages taken with a file of this name. */
    public List<JsonNode> takenWith(String name) {
        return taken.stream()
                .filter(it -> file(it).filter(
                                id -> upload(id).file().orElseThrow().name().equals(name))
                        .isPresent())
                .toList();
    }

    /** How many messages with a file of these bytes were taken. */
    public long taken(byte[] content) {
        return taken.stream()
                .flatMap(it -> file(it).stream())
                .filter(id -> Arrays.equals(upload(id).file().orElseThrow().content(), content))
                .count();
    }

    private static Optional<String> file(JsonNode message) {
        return Stream.concat(
                        Stream.of("image", "audio", "video", "document")
                                .map(kind -> message.path(kind).path("id").asText("")),
                        Stream.of(message.at("/message/attachment/payload/attachment_id")
                                .asText("")))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    private static String said(JsonNode message) {
        var whatsApp = message.path("text").path("body").asText("");
        var template = message.path("template")
                .path("components")
                .path(0)
                .path("parameters")
                .path(0)
                .path("text")
                .asText("");
        var messenger = message.path("message").path("text").asText("");
        var caption = Stream.of("image", "video", "document")
                .map(kind -> message.path(kind).path("caption").asText(""))
                .collect(Collectors.joining());
        return whatsApp + template + messenger + caption;
    }

    private void message(HttpExchange call) throws IOException {
        var message = json.readTree(call.getRequestBody());
        var text = said(message);
        int nth = calls.computeIfAbsent(text, it -> new AtomicInteger()).incrementAndGet();
        if (text.startsWith("refused")) {
            refuse(call, 400, message.has("messaging_product") ? 131026 : 551);
        } else if (text.startsWith("always-busy") || (text.startsWith("later-once") && nth == 1)) {
            refuse(call, 429, message.has("messaging_product") ? 130429 : 613);
        } else {
            taken.add(message);
            var id = taken.size() + "-" + Integer.toHexString(System.identityHashCode(this));
            reply(
                    call,
                    200,
                    message.has("messaging_product")
                            ? "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.%s\"}]}".formatted(id)
                            : "{\"recipient_id\":\"1\",\"message_id\":\"m_%s\"}".formatted(id));
        }
    }

    private static void refuse(HttpExchange call, int status, int code) throws IOException {
        reply(
                call,
                status,
                "{\"error\":{\"message\":\"No.\",\"type\":\"OAuthException\",\"code\":%d}}".formatted(code));
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        call.getResponseHeaders().add("Content-Type", "application/json");
        reply(call, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange call, int status, byte[] body) throws IOException {
        call.sendResponseHeaders(status, body.length);
        try (var out = call.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        pauses.values().forEach(CountDownLatch::countDown);
        server.stop(0);
    }
}
