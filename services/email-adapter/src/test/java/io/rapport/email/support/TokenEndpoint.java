package io.rapport.email.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives access tokens, for an hour each and one good at a time, to a client that shows its secret and the last refresh token. */
public final class TokenEndpoint implements AutoCloseable {
    public static final String CLIENT = "rapport";
    public static final String CLIENT_SECRET = "a-client-secret";

    private final HttpServer server;
    private final Consumer<String> issued;
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private volatile @Nullable String refusal;

    /** @param issued gets each token */
    public TokenEndpoint(Consumer<String> issued) {
        this.issued = issued;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/token", this::token);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    /** What it was asked, by field name. */
    public List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    /** Gives no token any more, for this reason (RFC 6749 section 5.2). */
    public void refuse(String error) {
        refusal = error;
    }

    /** Ends {@link #refuse}. */
    public void relent() {
        refusal = null;
    }

    private void token(HttpExchange call) throws IOException {
        var form = new QueryStringDecoder(
                        new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), false)
                .parameters().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, it -> it.getValue().getFirst()));
        asked.add(form);
        if (refusal != null) {
            answer(call, 400, "{\"error\":\"" + refusal + "\"}");
        } else if (!CLIENT.equals(form.get("client_id")) || !CLIENT_SECRET.equals(form.get("client_secret"))) {
            answer(call, 401, "{\"error\":\"invalid_client\"}");
        } else {
            var token = "token-" + asked.size();
            issued.accept(token);
            answer(
                    call,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"refresh-%d\"}"
                            .formatted(token, asked.size()));
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
