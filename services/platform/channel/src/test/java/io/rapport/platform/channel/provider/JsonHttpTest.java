package io.rapport.platform.channel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.rapport.contracts.value.Attachment;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.channel.store.OutgoingFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonHttpTest {
    private final JsonHttp http = new JsonHttp(new ObjectMapper(), Duration.ofSeconds(10));
    private final AtomicReference<Form> got = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            var type = call.getRequestHeaders().getFirst("Content-Type");
            got.set(Form.read(type, call.getRequestBody().readAllBytes()));
            call.sendResponseHeaders(200, 2);
            call.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            call.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldHandOverAFileAmongTheFieldsOfAForm() {
        // given
        var form = new LinkedHashMap<String, String>();
        form.put("chat_id", "42");
        form.put("caption", "Here you are: \"Grüße\"\r\n--and more");
        byte[] content = {0, 13, 10, 45, 45, -1};
        // when
        post(form, new Upload("photo", "Käse.png", "image/png", content));
        // then
        assertThat(got.get().fields()).isEqualTo(form);
        assertThat(got.get().file()).hasValueSatisfying(it -> {
            assertThat(it.field()).isEqualTo("photo");
            assertThat(it.name()).isEqualTo("Käse.png");
            assertThat(it.mediaType()).isEqualTo("image/png");
            assertThat(it.content()).isEqualTo(content);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\"b\" | image/png | a%22b%22 | image/png",
                "a~b | text/plain~X-More: 1 | a b | application/octet-stream",
                "| text/plain | file | text/plain"
            })
    void shouldLetNoFileSayMoreThanWhatItIsCalled(String name, String type, String shownName, String shownType) {
        var file = new Attachment(
                name == null ? null : name.replace("~", "\r\n"), type.replace("~", "\r\n"), 1, "sha256:00");
        post(new LinkedHashMap<>(), Upload.of("file", new OutgoingFiles.Loaded(file, new byte[1])));
        assertThat(got.get().fields()).isEmpty();
        assertThat(got.get().file()).hasValueSatisfying(it -> {
            assertThat(it.name()).isEqualTo(shownName);
            assertThat(it.mediaType()).isEqualTo(shownType);
        });
    }

    private void post(LinkedHashMap<String, String> form, Upload file) {
        var address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        assertThat(http.post(http.to(address), form, file).join().status()).isEqualTo(200);
    }
}
