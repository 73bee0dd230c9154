package io.rapport.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A message centre by another library than the adapter's, npm's smpp, in a process of its own. */
final class ForeignSmsc implements AutoCloseable {
    private static final Path FOLDER = Path.of("target/test-classes/smsc");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader told;
    private final int port;

    private ForeignSmsc() throws IOException {
        process = new ProcessBuilder("node", "smsc.mjs")
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        told = process.inputReader(StandardCharsets.UTF_8);
        port = next().path("port").asInt();
    }

    static ForeignSmsc start() throws Exception {
        var npm = new ProcessBuilder("npm", "ci")
                .directory(FOLDER.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(npm.waitFor(2, TimeUnit.MINUTES)).as("npm ci has ended").isTrue();
        assertThat(npm.exitValue()).as("what npm ci ended with").isZero();
        return new ForeignSmsc();
    }

    int port() {
        return port;
    }

    /** What happened next; waits for it. */
    JsonNode next() {
        try {
            var line = told.readLine();
            assertThat(line).as("the message centre lives").isNotNull();
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param header of user data, in hexadecimal digits, or empty */
    void deliver(String from, String to, String message, String header) throws IOException {
        var line = JSON.writeValueAsString(Map.of("from", from, "to", to, "message", message, "header", header));
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
