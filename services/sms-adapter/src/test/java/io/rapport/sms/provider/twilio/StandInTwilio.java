package io.rapport.sms.provider.twilio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
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

    private final HttpServer server;
    private final List<Map<String, String>> taken = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    public StandInTwilio() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages.json", this::messages);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The messages taken with this text, by field name. */
    public List<Map<String, String>> taken(String text) {
        return taken.stream().filter(it -> text.equals(it.get("Body"))).toList();
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

    private void messages(HttpExchange call) throws IOException {
        var form = new QueryStringDecoder(
                        new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), false)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, it -> it.getValue().getFirst()));
        var text = form.getOrDefault("Body", "");
        int nth = calls.computeIfAbsent(text, it -> new AtomicInteger()).incrementAndGet();
        var basic = "Basic "
                + Base64.getEncoder().encodeToString((ACCOUNT_SID + ":" + AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(call.getRequestHeaders().getFirst("Authorization"))) {
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
