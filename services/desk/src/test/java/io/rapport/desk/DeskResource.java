package io.rapport.desk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Demo accounts, and one small server that plays the services behind the gateway: it tells what it was sent. */
public final class DeskResource implements QuarkusTestResourceLifecycleManager {
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public DeskResource() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        var here = "http://localhost:" + server.getAddress().getPort();
        var config = new HashMap<>(Map.of(
                "rapport.desk.bcrypt-cost",
                "4",
                "rapport.desk.demo.enabled",
                "true",
                "rapport.desk.demo.password",
                Browser.DEMO_PASSWORD,
                "rapport.desk.live.heartbeat",
                "1s",
                "rapport.desk.session.sweep",
                "1s",
                "rapport.gateway.timeout",
                "1s",
                "rapport.gateway.routing.url",
                here,
                "rapport.gateway.care-follow-up.url",
                here,
                "rapport.gateway.customer-profile.url",
                here,
                "rapport.gateway.experience-scoring.url",
                "http://localhost:" + portOfNobody()));
        config.put("rapport.store.folder", "target/store-of-the-tests");
        return config;
    }

    @Override
    public void stop() {
        end.countDown();
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/care/slow" -> waitForTheEnd();
            case "/care/fails" -> send(exchange, 500, "text/html", "<h1>java.lang.NullPointerException</h1>");
            case "/care/stranger" -> send(exchange, 401, "text/plain", "");
            case "/care/late" ->
                send(exchange, 409, "application/problem+json", "{\"status\":409,\"detail\":\"Closed already.\"}");
            default -> send(exchange, 200, "application/json", echo(exchange));
        }
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String echo(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return """
                {"method":"%s","uri":"%s","authorization":"%s","cookie":"%s","contentType":"%s","body":"%s"}
                """.formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        header(exchange, "Authorization"),
                        header(exchange, "Cookie"),
                        header(exchange, "Content-Type"),
                        body.replace("\"", "'"));
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Set-Cookie", "rapport_session=stolen");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static int portOfNobody() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
