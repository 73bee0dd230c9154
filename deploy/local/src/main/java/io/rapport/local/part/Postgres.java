package io.rapport.local.part;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that is stopped when this process is gone. */
public final class Postgres implements RunningPart {

    /** The superuser of every server started here; connections are accepted from this machine only. */
    public static final String SUPERUSER = "postgres";

    // A failed start is only noticed when this has passed. A longer recovery goes on meanwhile, and the next start
    // joins it.
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(10);

    private final ProcessHandle postmaster;

    private Postgres(ProcessHandle postmaster) {
        this.postmaster = postmaster;
    }

    /**
     * How to run it.
     *
     * @param durable false trades crash safety for speed, for tests only
     */
    public record Options(Path dataDirectory, int port, boolean durable, Path log) {

        /** The JDBC address of a database on this server. */
        public String jdbcUrl(String database) {
            return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=" + SUPERUSER;
        }
    }

    /** Starts the server and returns when it accepts connections. */
    public static Postgres start(Layout layout, Options options) throws IOException {
        Files.createDirectories(options.dataDirectory());
        Files.createDirectories(layout.postgresBinaries());
        letSessionsEnd(options.dataDirectory());
        // The library locks this file until the garbage collector finds the server that was started before, even a
        // dead one. Two launchers are kept apart by the launcher's lock, two servers by postmaster.pid.
        Files.deleteIfExists(options.dataDirectory().resolve("epg-lock"));
        var durable = options.durable() ? "on" : "off";
        EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(layout.postgresBinaries().toFile())
                .setDataDirectory(options.dataDirectory())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(options.port())
                .setPGStartupWait(STARTUP_LIMIT)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF-8")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("max_connections", "300")
                // Taken as it fills. Too little, and every insert into an index of random ids moves pages to the disk
                // and back.
                .setServerConfig("shared_buffers", options.durable() ? cache() : "128MB")
                // A page is logged whole when it first changes after a checkpoint: fewer of those, less to write.
                .setServerConfig("max_wal_size", options.durable() ? "8GB" : "1GB")
                .setServerConfig("checkpoint_timeout", "15min")
                // A new segment of the log is not written twice, first with zeroes.
                .setServerConfig("wal_init_zero", "off")
                // A slot nobody reads must not fill the disk: past this the relay has to be set up anew.
                .setServerConfig("max_slot_wal_keep_size", options.durable() ? "8GB" : "128MB")
                .setOutputRedirector(
                        ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                .setErrorRedirector(
                        ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                .start();
        var postmaster = postmaster(options.dataDirectory());
        tether(postmaster.pid());
        return new Postgres(postmaster);
    }

    /** An eighth of the memory, as far as the indexes of a million conversations can use it. */
    private static String cache() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.min(machine.getTotalMemorySize() >> 23, 4096) + "MB";
    }

    /** Creates the database unless it is there, then runs the script in it. */
    public static void bootstrap(Options options, String database, String script) throws SQLException {
        try (var connection = DriverManager.getConnection(options.jdbcUrl("postgres"));
                var statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
            if (!found.next()) {
                statement.execute("create database \"" + database + "\"");
            }
        }
        try (var connection = DriverManager.getConnection(options.jdbcUrl(database));
                var statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    @Override
    public long pid() {
        return postmaster.pid();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return postmaster.onExit();
    }

    @Override
    public boolean isReady() {
        return postmaster.isAlive();
    }

    /** Fast shutdown: sessions are cut, data is written. */
    @Override
    public void stop(Duration patience) {
        signal("INT", postmaster.pid());
        try {
            postmaster.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            signal("QUIT", postmaster.pid());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a kill the sessions of the dead server need a moment to notice; a new server refuses to start until then. */
    private static void letSessionsEnd(Path dataDirectory) throws IOException {
        if (Files.exists(dataDirectory.resolve("postmaster.pid"))) {
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted before PostgreSQL was started", e);
            }
        }
    }

    private static ProcessHandle postmaster(Path dataDirectory) throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IOException("PostgreSQL (pid " + pid + ") ended right after its start"));
    }

    /** PostgreSQL cannot watch a process by itself, so a shell does, and sleeps most of the time. */
    private static void tether(long postmaster) throws IOException {
        var watch = """
                trap '' INT HUP TERM
                while kill -0 "$1" 2>/dev/null; do
                  kill -0 "$2" 2>/dev/null || exit 0
                  sleep 1
                done
                kill -INT "$2" 2>/dev/null
                """;
        new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        watch,
                        "sh",
                        Long.toString(ProcessHandle.current().pid()),
                        Long.toString(postmaster))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Could not signal PostgreSQL (pid " + pid + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
