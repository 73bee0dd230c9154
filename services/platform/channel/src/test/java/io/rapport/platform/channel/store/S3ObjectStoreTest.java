package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the contract over HTTP against the few S3 calls that the store makes. */
class S3ObjectStoreTest implements ObjectStoreContract {
    private static final Map<String, byte[]> OBJECTS = new ConcurrentHashMap<>();
    private static HttpServer server;
    private static ObjectStore store;

    @BeforeAll
    static void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/rapport/", S3ObjectStoreTest::answer);
        server.start();
        store = new S3ObjectStore(
                PayloadStoreProducer.client(config(server.getAddress().getPort())), "rapport");
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void shouldSayWhatToDoWhenBucketIsAway() {
        // given
        var missing = new S3ObjectStore(
                PayloadStoreProducer.client(config(server.getAddress().getPort())), "missing");
        // then
        assertThatThrownBy(() -> missing.put("a/b", new byte[1]))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("rapport.store.s3");
    }

    private static void answer(HttpExchange call) throws IOException {
        try (call) {
            var key = call.getRequestURI().getPath();
            var authorization = call.getRequestHeaders().getFirst("Authorization");
            assertThat(authorization).startsWith("AWS4-HMAC-SHA256 Credential=access/");
            if ("GET".equals(call.getRequestMethod())) {
                var found = OBJECTS.get(key);
                if (found == null) {
                    error(call, 404, "NoSuchKey");
                } else {
                    call.getResponseHeaders().add("ETag", tag(found));
                    call.sendResponseHeaders(200, found.length);
                    call.getResponseBody().write(found);
                }
                return;
            }
            var sent = call.getRequestBody().readAllBytes();
            var onlyIfAbsent = "*".equals(call.getRequestHeaders().getFirst("If-None-Match"));
            if (onlyIfAbsent && OBJECTS.putIfAbsent(key, sent) != null) {
                error(call, 412, "PreconditionFailed");
                return;
            }
            var onlyIf = call.getRequestHeaders().getFirst("If-Match");
            if (onlyIf != null) {
                var found = OBJECTS.get(key);
                if (found == null || !onlyIf.equals(tag(found)) || !OBJECTS.replace(key, found, sent)) {
                    error(call, 412, "PreconditionFailed");
                    return;
                }
            } else if (!onlyIfAbsent) {
                OBJECTS.put(key, sent);
            }
            call.sendResponseHeaders(200, -1);
        }
    }

    private static String tag(byte[] content) {
        return '"' + Integer.toHexString(Arrays.hashCode(content)) + '"';
    }

    private static void error(HttpExchange call, int status, String code) throws IOException {
        var xml = ("<Error><Code>" + code + "</Code><Message>.</Message></Error>").getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/xml");
        call.sendResponseHeaders(status, xml.length);
        call.getResponseBody().write(xml);
    }

    private static StoreConfig.S3 config(int port) {
        return new StoreConfig.S3() {
            @Override
            public Optional<String> bucket() {
                return Optional.of("rapport");
            }

            @Override
            public Optional<URI> endpoint() {
                return Optional.of(URI.create("http://127.0.0.1:" + port));
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public Optional<String> accessKey() {
                return Optional.of("access");
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.of("secret");
            }

            @Override
            public boolean pathStyle() {
                return true;
            }
        };
    }
}
