package io.rapport.platform.channel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rapport.platform.channel.provider.FileSource.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    private static final Fetched NOWHERE = new Fetched.Missing("its address leads nowhere.");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        server = server();
        other = server();
    }

    private HttpServer server() throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/file", call -> {
            credentials.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
            answer(call, 200);
        });
        // says in its query where it leads
        started.createContext("/redirect/", call -> {
            call.getResponseHeaders().add("Location", call.getRequestURI().getQuery());
            answer(call, Integer.parseInt(call.getRequestURI().getPath().substring("/redirect/".length())));
        });
        started.start();
        return started;
    }

    private static void answer(HttpExchange call, int status) throws IOException {
        call.sendResponseHeaders(status, 4);
        call.getResponseBody().write("file".getBytes(StandardCharsets.UTF_8));
        call.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldKeepCredentialsFromAnotherHost(int status) {
        assertThat(fetch("/redirect/" + status + "?" + address(other) + "/file"))
                .isInstanceOf(Fetched.Content.class);
        assertThat(credentials).containsExactly("null");
    }

    @Test
    void shouldShowThemToTheSameHostAgain() {
        assertThat(fetch("/redirect/302?/file")).isInstanceOf(Fetched.Content.class);
        assertThat(credentials).containsExactly("secret");
    }

    @ParameterizedTest
    @CsvSource({"/redirect/302?file:///etc/passwd", "/redirect/302?:x", "/redirect/302?ftp://localhost/file"})
    void shouldGoNowhereElse(String path) {
        assertThat(fetch(path)).isEqualTo(NOWHERE);
    }

    @Test
    void shouldNotGoInCircles() {
        server.createContext("/circle", call -> {
            call.getResponseHeaders().add("Location", "/circle");
            answer(call, 302);
        });
        assertThat(fetch("/circle")).isEqualTo(NOWHERE);
    }

    @Test
    void shouldStopReadingWhenItIsTooLarge() {
        assertThat(Download.of(http, request("/file"), 3).join()).isInstanceOf(Fetched.Missing.class);
    }

    private Fetched fetch(String path) {
        return Download.of(http, request(path), 100).join();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(address(server) + path))
                .header("Authorization", "secret")
                .build();
    }

    private static String address(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
