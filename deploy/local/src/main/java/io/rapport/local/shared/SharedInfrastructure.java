package io.rapport.local.shared;

import io.rapport.local.part.Layout;
import io.rapport.local.part.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The Kafka and PostgreSQL that all the tests of a build share.
 *
 * <p>The first test JVM starts them through a detached {@link SharedSupervisor}, the others find them running. They end, and
 * their data goes, when every Maven (or IDE) that used them is gone.
 */
public final class SharedInfrastructure {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private SharedInfrastructure() {}

    /** Where to reach them. */
    public record Endpoints(String bootstrapServers, int postgresPort, long supervisorPid) {

        /** The database the script `deploy/connect/bootstrap.sql` was run in. */
        public static final String DATABASE = "rapport";

        public static final String SUPERUSER = "postgres";

        /** The database as its superuser; connections from this machine need no password. */
        public String jdbcUrl() {
            return "jdbc:postgresql://localhost:" + postgresPort + "/" + DATABASE + "?user=" + SUPERUSER;
        }

        static Optional<Endpoints> read(Path folder) {
            var properties = new Properties();
            try (var in = Files.newBufferedReader(file(folder))) {
                properties.load(in);
            } catch (IOException notThere) {
                return Optional.empty();
            }
            return Optional.of(new Endpoints(
                    properties.getProperty("kafka.bootstrap.servers"),
                    Integer.parseInt(properties.getProperty("postgres.port")),
                    Long.parseLong(properties.getProperty("supervisor.pid"))));
        }

        void write(Path folder) throws IOException {
            var whole = "kafka.bootstrap.servers=%s%npostgres.port=%d%nsupervisor.pid=%d%n"
                    .formatted(bootstrapServers, postgresPort, supervisorPid);
            var draft = Files.writeString(folder.resolve("endpoints.draft"), whole);
            Files.move(draft, file(folder), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }

        boolean answer() {
            var kafkaPort = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
            return ProcessHandle.of(supervisorPid).isPresent()
                    && Ports.answers(kafkaPort)
                    && Ports.answers(postgresPort);
        }

        static Path file(Path folder) {
            return folder.resolve("endpoints.properties");
        }
    }

    /** Finds or starts them for the checkout around the working directory. */
    public static Endpoints attach() {
        return attach(Layout.find());
    }

    /** Finds or starts them for that checkout. */
    public static Endpoints attach(Layout layout) {
        var folder = folder(layout);
        try {
            Files.createDirectories(folder);
            try (var locked = lock(folder)) {
                Owners.register(folder, Owners.ownerOfThisJvm());
                var running = Endpoints.read(folder).filter(Endpoints::answer);
                return running.isPresent() ? running.get() : start(layout, folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(Layout layout) {
        return layout.root().resolve("target/testkit");
    }

    /** Waits until no other process, and no other class loader of this one, holds the lock; closing it lets go. */
    static FileChannel lock(Path folder) throws IOException {
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (true) {
            try {
                channel.lock();
                return channel;
            } catch (OverlappingFileLockException heldInThisJvm) {
                pause();
            }
        }
    }

    private static Endpoints start(Layout layout, Path folder) throws IOException {
        System.err.println("Starting Kafka and PostgreSQL for the tests of this build ...");
        long begin = System.nanoTime();
        Files.deleteIfExists(Endpoints.file(folder));
        var log = folder.resolve("supervisor.log").toFile();
        var supervisor = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Drapport.root=" + layout.root(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        ownCode() + File.pathSeparator + layout.launcherLibs().resolve("*"),
                        SharedSupervisor.class.getName()))
                .directory(layout.root().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        while (System.nanoTime() - begin < START_LIMIT.toNanos()) {
            var endpoints = Endpoints.read(folder);
            if (endpoints.isPresent()) {
                System.err.printf("Kafka and PostgreSQL are ready after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
                return endpoints.get();
            }
            if (!supervisor.isAlive()) {
                throw new IOException("Kafka and PostgreSQL for the tests did not start; see " + log);
            }
            pause();
        }
        supervisor.destroy();
        throw new IOException("Kafka and PostgreSQL for the tests were not ready in time; see " + log);
    }

    private static String ownCode() throws IOException {
        try {
            return Path.of(SharedSupervisor.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }

    static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
