package io.rapport.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A single-node Kafka broker that is its own controller. */
public final class Kafka {

    private Kafka() {}

    /**
     * How to run it.
     *
     * @param controllerPort only used by the broker itself
     * @param autoCreate whether a topic comes to be by its first use, with three partitions
     */
    public record Options(
            Path dataDirectory, int port, int controllerPort, boolean autoCreate, List<String> jvmOptions, Path log) {

        public String bootstrapServers() {
            return "localhost:" + port;
        }
    }

    /** Starts the broker, formatting its data directory first when that is new. */
    public static RunningPart start(Layout layout, Options options) throws IOException {
        Files.createDirectories(options.dataDirectory());
        var config = options.dataDirectory().resolve("broker.properties");
        Files.writeString(config, brokerProperties(options));
        var code = JavaPart.Command.onClassPath(layout.kafkaLibs().resolve("*").toString());
        if (!Files.exists(options.dataDirectory().resolve("log/meta.properties"))) {
            JavaPart.run(
                    command(
                            "kafka.tools.StorageTool",
                            code,
                            options,
                            List.of("-XX:TieredStopAtLevel=1"),
                            List.of("format", "-t", "rapport0local0cluster0", "-c", config.toString())),
                    options.log());
        }
        return JavaPart.start(
                command("kafka.Kafka", code, options, options.jvmOptions(), List.of(config.toString())),
                options.log(),
                () -> Ports.answers(options.port()) && answers(options.bootstrapServers()));
    }

    private static JavaPart.Command command(
            String mainClass, List<String> code, Options options, List<String> jvmOptions, List<String> arguments) {
        return new JavaPart.Command(
                mainClass, code, Logging.with(jvmOptions), arguments, Map.of(), options.dataDirectory());
    }

    private static boolean answers(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000))) {
            return !admin.describeCluster().nodes().get(6, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String brokerProperties(Options options) {
        // Two log segments of small topics stay small: many topics times many partitions share one laptop's disk.
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://localhost:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=%4$s
                num.partitions=3
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=8
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                num.network.threads=2
                num.io.threads=4
                log.index.size.max.bytes=1048576
                log.cleaner.dedupe.buffer.size=16777216
                """.formatted(
                        options.port(),
                        options.controllerPort(),
                        options.dataDirectory().resolve("log"),
                        options.autoCreate());
    }
}
