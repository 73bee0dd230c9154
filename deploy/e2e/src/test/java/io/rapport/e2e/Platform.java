package io.rapport.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A whole platform of its own, started as a person starts it: by {@code ./rapport up --detach}, with other ports and data. */
final class Platform implements AutoCloseable {
    /** With these every port lies above a stack started by hand and below those that systems hand out for connections (32768 on Linux). */
    private static final int LOWEST_OFFSET = 14_000;

    private static final int HIGHEST_OFFSET = 17_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path home;
    private final int portOffset;
    private final HttpClient http = HttpClient.newHttpClient();

    private Platform(Path root, Path home, int portOffset) {
        this.root = root;
        this.home = home;
        this.portOffset = portOffset;
    }

    /** Whether the services are built; a test run of single modules may lack them. */
    static boolean isBuilt() {
        return Stream.of("services/desk", "services/routing", "services/email-adapter", "deploy/sandbox")
                .allMatch(module -> Files.exists(root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar")));
    }

    static Platform up() throws IOException, InterruptedException {
        var folder = Files.createDirectories(root().resolve("deploy/e2e/target"));
        var platform = new Platform(
                root(),
                Files.createTempDirectory(folder, "stack"),
                ThreadLocalRandom.current().nextInt(LOWEST_OFFSET, HIGHEST_OFFSET));
        try {
            platform.rapport("up", "--detach", "--no-build");
            return platform;
        } catch (IllegalStateException notUp) {
            try {
                // or what there is of it would keep its ports from the next
                platform.rapport("down");
            } catch (IllegalStateException nothingUp) {
                notUp.addSuppressed(nothingUp);
            }
            throw notUp;
        }
    }

    String desk() {
        return "http://localhost:" + (8080 + portOffset);
    }

    String chat() {
        return "http://localhost:" + (8083 + portOffset);
    }

    String sandbox() {
        return "http://localhost:" + (8099 + portOffset);
    }

    /** The demo accounts' password, made at the first start. */
    String demoPassword() throws IOException, InterruptedException {
        for (var line : rapport("env", "desk").lines().toList()) {
            if (line.contains("RAPPORT_DESK_DEMO_PASSWORD=")) {
                return line.replaceAll(".*='(.*)'", "$1");
            }
        }
        throw new IllegalStateException("./rapport env desk names no demo password");
    }

    /** Kills some parts while mails arrive; what it printed, which fails unless nothing was lost and nothing doubled. */
    String chaos() throws IOException, InterruptedException {
        return rapport("chaos", "--short", "--attach");
    }

    /** What a customer has received until now, oldest first. */
    List<JsonNode> received(String customer) throws IOException, InterruptedException {
        var received = new ArrayList<JsonNode>();
        for (var conversation : get(sandbox() + "/api/mailboxes/" + customer).path("conversations")) {
            for (var mail : conversation.path("mails")) {
                if (mail.path("way").asText().equals("RECEIVED")) {
                    received.add(mail);
                }
            }
        }
        received.sort(Comparator.comparing(mail -> mail.path("at").asText()));
        return received;
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        rapport("down");
        var kept = root.resolve("deploy/e2e/target/stack-logs");
        delete(kept);
        Files.move(home.resolve("logs"), kept);
        delete(home);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private String rapport(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("rapport").toString()));
        command.addAll(List.of(arguments));
        var output = File.createTempFile("rapport-", ".out");
        output.deleteOnExit();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("RAPPORT_HOME", home.toString());
        builder.environment().put("RAPPORT_PORT_OFFSET", Integer.toString(portOffset));
        // on a slow machine half a minute can pass before the browser has drawn the offer
        builder.environment().put("RAPPORT_ASSIGNMENT_OFFER_TIMEOUT", "PT5M");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // a stack that lives once gains nothing from a recorded start, nor from code that takes a minute of load to pay
        // for its compilation
        builder.environment().put("RAPPORT_QUICK_START", "off");
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        var process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IllegalStateException(command + " failed:\n" + Files.readString(output.toPath()));
        }
        return Files.readString(output.toPath());
    }

    private static Path root() {
        return Path.of(System.getProperty("rapport.root"));
    }
}
