package io.rapport.local.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Kafka Connect worker with Debezium, which carries the outboxes to Kafka. */
public final class Connect {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Connect() {}

    /** How to run it. */
    public record Options(
            Path dataDirectory,
            int port,
            String bootstrapServers,
            Postgres.Options postgres,
            String database,
            List<String> jvmOptions,
            Path log) {

        public URI url() {
            return URI.create("http://localhost:" + port);
        }
    }

    /** Starts the worker; it is ready when its REST interface answers. */
    public static RunningPart start(Layout layout, Options options) throws IOException {
        Files.createDirectories(options.dataDirectory());
        var config = options.dataDirectory().resolve("connect.properties");
        Files.writeString(config, workerProperties(layout, options));
        return JavaPart.start(
                new JavaPart.Command(
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        JavaPart.Command.onClassPath(
                                layout.kafkaLibs().resolve("*").toString()),
                        Logging.with(options.jvmOptions()),
                        List.of(config.toString()),
                        Map.of(
                                "RAPPORT_DB_HOST",
                                "localhost",
                                "RAPPORT_DB_PORT",
                                Integer.toString(options.postgres().port()),
                                "RAPPORT_DB_NAME",
                                options.database(),
                                "RAPPORT_RELAY_USER",
                                Postgres.SUPERUSER,
                                "RAPPORT_RELAY_PASSWORD",
                                Postgres.SUPERUSER),
                        options.dataDirectory()),
                options.log(),
                () -> Ports.answers(options.port()) && get(options.url().resolve("/connectors")));
    }

    /** Creates the connector, or gives the one there its new configuration. */
    public static void configure(URI connect, String name, String configuration) throws IOException {
        var response = send(HttpRequest.newBuilder(connect.resolve("/connectors/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(configuration)));
        // 409: the worker is still joining its group.
        if (response.status() >= 300) {
            throw new IOException(
                    "Connect refused the connector " + name + ": " + response.status() + " " + response.body());
        }
    }

    /** Whether the connector's only task runs. */
    public static boolean isRunning(URI connect, String name) {
        try {
            var response = send(HttpRequest.newBuilder(connect.resolve("/connectors/" + name + "/tasks/0/status")));
            return response.status() == 200 && response.body().contains("\"RUNNING\"");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits for the connector's task, starting it again when it fails. */
    public static void awaitRunning(URI connect, String name, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!restartFailed(connect, name)) {
            if (System.nanoTime() > end) {
                throw new IOException("The connector " + name + " did not start in " + limit.toSeconds() + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    /**
     * Restarts what has failed for good, since Connect itself does not: a task that cannot reach the database when it starts.
     *
     * @return whether nothing has failed
     */
    public static boolean restartFailed(URI connect, String name) {
        if (isRunning(connect, name)) {
            return true;
        }
        try {
            send(HttpRequest.newBuilder(
                            connect.resolve("/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
        } catch (IOException workerAway) {
            return false;
        }
        return false;
    }

    private static boolean get(URI uri) {
        try {
            return send(HttpRequest.newBuilder(uri)).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private record Answer(int status, String body) {}

    private static Answer send(HttpRequest.Builder request) throws IOException {
        try {
            var response = HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String workerProperties(Layout layout, Options options) {
        return """
                bootstrap.servers=%s
                group.id=rapport-connect
                listeners=http://127.0.0.1:%d
                rest.advertised.host.name=localhost
                plugin.path=%s
                plugin.discovery=SERVICE_LOAD
                config.providers=env
                config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.storage.StringConverter
                config.storage.topic=connect.configs
                config.storage.replication.factor=1
                offset.storage.topic=connect.offsets
                offset.storage.replication.factor=1
                offset.storage.partitions=1
                status.storage.topic=connect.status
                status.storage.replication.factor=1
                status.storage.partitions=1
                fetch.max.wait.ms=5000
                offset.flush.interval.ms=2000
                scheduled.rebalance.max.delay.ms=0
                task.shutdown.graceful.timeout.ms=3000
                """.formatted(options.bootstrapServers(), options.port(), layout.connectPlugins());
    }
}
