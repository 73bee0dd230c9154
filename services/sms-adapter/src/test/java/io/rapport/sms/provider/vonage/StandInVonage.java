package io.rapport.sms.provider.vonage;

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
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Vonage as a test sees it: takes messages, refuses what it is told to, and signs its calls. */
public final class StandInVonage implements AutoCloseable {
    public static final String API_KEY = "abcd1234";
    public static final String API_SECRET = "a-secret-for-tests";
    public static final String SIGNATURE_SECRET = "a-signature-secret-for-tests";
    public static final String NUMBER = "+447700900000";

    private final HttpServer server;
    private final List<Map<String, String>> taken = new CopyOnWriteArrayList<>();

    public StandInVonage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/sms/json", this::messages);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The messages taken with this text, by field name. */
    public List<Map<String, String>> taken(String text) {
        return taken.stream().filter(it -> text.equals(it.get("text"))).toList();
    }

    /** The fields as a form, signed by HMAC-SHA256 as documented. */
    public static String signed(Map<String, String> fields, Clock clock) {
        var all = new TreeMap<>(fields);
        all.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        var signed = new StringBuilder();
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                signed.append('&').append(name).append('=').append(value.replaceAll("[&=]", "_"));
            }
        });
        all.put("sig", HexFormat.of().formatHex(hmac(signed.toString())));
        return all.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The header of a call of the Messages API. */
    public static String token(String body, Clock clock) {
        var claims = "{\"iss\":\"Vonage\",\"api_key\":\"%s\",\"iat\":%d,\"jti\":\"1\",\"payload_hash\":\"%s\"}"
                .formatted(API_KEY, clock.instant().getEpochSecond(), sha256(body));
        var signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        return "Bearer " + signed + "." + base64(hmac(signed));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hmac(String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SIGNATURE_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
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
        var text = form.getOrDefault("text", "");
        if (!API_KEY.equals(form.get("api_key")) || !API_SECRET.equals(form.get("api_secret"))) {
            answer(
                    call,
                    "{\"message-count\":\"1\",\"messages\":[{\"status\":\"4\",\"error-text\":\"Bad Credentials\"}]}");
        } else if (text.startsWith("refused")) {
            answer(
                    call,
                    "{\"message-count\":\"1\",\"messages\":[{\"status\":\"29\",\"error-text\":\"Non-Whitelisted\"}]}");
        } else if (text.startsWith("always-later")) {
            answer(call, "{\"message-count\":\"1\",\"messages\":[{\"status\":\"1\",\"error-text\":\"Throttled\"}]}");
        } else {
            taken.add(form);
            answer(
                    call,
                    "{\"message-count\":\"1\",\"messages\":[{\"status\":\"0\",\"to\":\"%s\",\"message-id\":\"0A%014d\"}]}"
                            .formatted(form.get("to"), taken.size()));
        }
    }

    private static void answer(HttpExchange call, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, bytes.length);
        try (var out = call.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
