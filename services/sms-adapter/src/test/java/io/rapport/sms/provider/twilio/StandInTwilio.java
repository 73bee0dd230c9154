package io.rapport.sms.provider.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio as a test sees it: takes messages, refuses what it is told to, and signs its calls. */
public final class StandInTwilio implements AutoCloseable {
    public static final String ACCOUNT_SID = "AC00000000000000000000000000000001";
    public static final String AUTH_TOKEN = "a-token-for-tests";
    public static final String NUMBER = "+14155552671";

    /** What is behind every file, at an address of another host. */
    public static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final HttpServer files;
    private final List<String> credentialsShownToFiles = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> taken = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> listed = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    public StandInTwilio() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages.json", this::messages);
        server.createContext("/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages/", this::media);
        files.createContext("/", this::file);
        files.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        files.start();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The address of a file as a webhook names it; {@code name} is "picture", "gone", "busy-once" or "busy". */
    public String mediaUrl(String message, String name) {
        return baseUrl() + "/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages/" + message + "/Media/" + name;
    }

    /** What the host of the files got to see of us. */
    public List<String> credentialsShownToFiles() {
        return List.copyOf(credentialsShownToFiles);
    }

    /** The messages taken with this text, by field name. */
    public List<Map<String, String>> taken(String text) {
        return taken.stream().filter(it -> text.equals(it.get("Body"))).toList();
    }

    /** How many messages were taken with a file at an address that has this in it. */
    public long takenWithMedia(String part) {
        return taken.stream()
                .filter(it -> it.getOrDefault("MediaUrl", "").contains(part))
                .count();
    }

    /** The messages taken for this number, by field name. */
    public List<Map<String, String>> takenBy(String number) {
        return taken.stream().filter(it -> number.equals(it.get("To"))).toList();
    }

    /** How often a message with this text was brought, taken or not. */
    public int calls(String text) {
        return calls.getOrDefault(text, new AtomicInteger()).get();
    }

    /** The signature of a form, by the published algorithm. */
    public static String signature(String url, Map<String, String> fields) {
        try {
            var signed = new StringBuilder(url);
            fields.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(it -> signed.append(it.getKey()).append(it.getValue()));
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts a message into the list of what was received, on a page of its own.
     *
     * @param direction inbound, outbound-api …
     * @param files as in {@link #mediaUrl}
     */
    public void list(String direction, String sid, String from, String to, String text, Instant at, String... files) {
        listed.addFirst(Map.of(
                "direction", direction,
                "sid", sid,
                "from", from,
                "to", to,
                "body", text,
                "date_sent", DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)),
                "num_media", Integer.toString(files.length),
                "subresource_uris", Map.of("media", path("Messages/" + sid + "/Media.json")),
                "files", List.of(files)));
    }

    private static String path(String rest) {
        return "/2010-04-01/Accounts/" + ACCOUNT_SID + "/" + rest;
    }

    private void list(HttpExchange call) throws IOException {
        var query = new QueryStringDecoder(call.getRequestURI()).parameters();
        var page = Integer.parseInt(query.getOrDefault("Page", List.of("0")).getFirst());
        var to = query.get("To").getFirst();
        var day = LocalDate.parse(query.get("DateSent>").getFirst());
        var all = listed.stream()
                .filter(it -> it.get("to").equals(to))
                .filter(it -> !LocalDate.parse((String) it.get("date_sent"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .isBefore(day))
                .toList();
        var body = new HashMap<String, Object>();
        body.put("messages", all.stream().skip(page).limit(1).toList());
        body.put(
                "next_page_uri",
                page + 1 < all.size()
                        ? path("Messages.json?To=" + URLEncoder.encode(to, StandardCharsets.UTF_8) + "&DateSent%3E="
                                + day + "&Page=" + (page + 1))
                        : null);
        answer(call, 200, JSON.writeValueAsString(body));
    }

    private void files(HttpExchange call) throws IOException {
        var path = call.getRequestURI().getPath();
        var message = listed.stream()
                .filter(it -> path.contains((String) it.get("sid")))
                .findFirst()
                .orElseThrow();
        var files = ((List<?>) message.get("files"))
                .stream()
                        .map(it -> Map.of(
                                "uri",
                                path("Messages/" + message.get("sid") + "/Media/" + it + ".json"),
                                "content_type",
                                "image/jpeg"))
                        .toList();
        answer(call, 200, JSON.writeValueAsString(Map.of("media_list", files)));
    }

    private void messages(HttpExchange call) throws IOException {
        if (call.getRequestMethod().equals("GET") && knows(call)) {
            list(call);
            return;
        }
        var form = new QueryStringDecoder(
                        new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), false)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, it -> String.join(" ", it.getValue())));
        var text = form.getOrDefault("Body", "");
        int nth = calls.computeIfAbsent(text, it -> new AtomicInteger()).incrementAndGet();
        if (!knows(call)) {
            answer(call, 401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
        } else if (text.startsWith("opted-out")) {
            answer(
                    call,
                    400,
                    "{\"code\":21610,\"message\":\"Attempt to send to unsubscribed recipient\",\"status\":400}");
        } else if (text.startsWith("always-later") || text.startsWith("later-once") && nth == 1) {
            answer(call, 429, "{\"code\":20429,\"message\":\"Too Many Requests\",\"status\":429}");
        } else {
            taken.add(form);
            answer(
                    call,
                    201,
                    "{\"sid\":\"SM%032d\",\"status\":\"queued\",\"error_code\":null}".formatted(taken.size()));
        }
    }

    private static boolean knows(HttpExchange call) {
        var basic = "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT_SID + ":" + AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
        return basic.equals(call.getRequestHeaders().getFirst("Authorization"));
    }

    private void media(HttpExchange call) throws IOException {
        var path = call.getRequestURI().getPath();
        int nth = calls.computeIfAbsent(path, it -> new AtomicInteger()).incrementAndGet();
        if (!knows(call)) {
            answer(call, 401, "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}");
        } else if (path.endsWith("/Media.json")) {
            files(call);
        } else if (path.endsWith("/gone")) {
            answer(call, 404, "{\"code\":20404,\"message\":\"Not found\",\"status\":404}");
        } else if (path.endsWith("/busy") || path.endsWith("/busy-once") && nth == 1) {
            answer(call, 503, "{}");
        } else {
            call.getResponseHeaders()
                    .add("Location", "http://localhost:" + files.getAddress().getPort() + "/kept-here");
            answer(call, 307, "");
        }
    }

    private void file(HttpExchange call) throws IOException {
        credentialsShownToFiles.addAll(call.getRequestHeaders().getOrDefault("Authorization", List.of()));
        call.getResponseHeaders().add("Content-Type", "image/jpeg");
        call.sendResponseHeaders(200, PICTURE.length);
        try (var out = call.getResponseBody()) {
            out.write(PICTURE);
        }
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
        files.stop(0);
    }
}
