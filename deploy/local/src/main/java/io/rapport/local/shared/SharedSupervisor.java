package io.rapport.local.shared;

import io.rapport.local.part.Kafka;
import io.rapport.local.part.Layout;
import io.rapport.local.part.Ports;
import io.rapport.local.part.Postgres;
import io.rapport.local.part.RunningPart;
import io.rapport.local.shared.SharedInfrastructure.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Runs the shared Kafka and PostgreSQL until nobody needs them any more. */
public final class SharedSupervisor {

    private static final String DATA = "data-";

    private SharedSupervisor() {}

    /** Takes no arguments; the checkout is in the system property `rapport.root`. */
    public static void main(String[] args) throws Exception {
        var layout = Layout.find();
        var folder = SharedInfrastructure.folder(layout);
        deleteLeftOvers(folder);
        var data = Files.createDirectories(
                folder.resolve(DATA + ProcessHandle.current().pid()));

        var ports = Ports.free(3);
        var postgres =
                new Postgres.Options(data.resolve("postgres"), ports.get(0), false, folder.resolve("postgres.log"));
        var kafka = new Kafka.Options(
                data.resolve("kafka"),
                ports.get(1),
                ports.get(2),
                true,
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m"),
                folder.resolve("kafka.log"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var startedPostgres = threads.submit(() -> {
                var started = Postgres.start(layout, postgres);
                Postgres.bootstrap(postgres, Endpoints.DATABASE, Files.readString(layout.bootstrapSql()));
                return (RunningPart) started;
            });
            var startedKafka = threads.submit((Callable<RunningPart>) () -> {
                var started = Kafka.start(layout, kafka);
                while (!started.isReady()) {
                    SharedInfrastructure.pause();
                }
                return started;
            });
            var parts = List.of(startedPostgres.get(), startedKafka.get());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts)));
            var endpoints = new Endpoints(
                    kafka.bootstrapServers(),
                    postgres.port(),
                    ProcessHandle.current().pid());
            endpoints.write(folder);
            watch(folder, endpoints, parts);
        }
        delete(data);
    }

    /** Returns when no owner is left, or when somebody removed the files (`mvn clean`). */
    private static void watch(Path folder, Endpoints endpoints, List<RunningPart> parts) throws IOException {
        while (true) {
            for (int i = 0; i < 10; i++) {
                SharedInfrastructure.pause();
            }
            if (!Endpoints.read(folder).filter(endpoints::equals).isPresent()) {
                stop(parts);
                return;
            }
            if (!Owners.anyAlive(folder)) {
                // Somebody may attach right now: look again while nobody can.
                try (var locked = SharedInfrastructure.lock(folder)) {
                    if (!Owners.anyAlive(folder)) {
                        Files.deleteIfExists(Endpoints.file(folder));
                        stop(parts);
                        return;
                    }
                }
            }
        }
    }

    private static void stop(List<RunningPart> parts) {
        parts.parallelStream().forEach(part -> part.stop(Duration.ofSeconds(10)));
    }

    /** What killed supervisors could not remove. */
    private static void deleteLeftOvers(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.startsWith(DATA)
                        && ProcessHandle.of(Long.parseLong(name.substring(DATA.length())))
                                .isEmpty()) {
                    delete(file);
                }
            }
        }
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
}
