package io.rapport.local.part;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in a checkout. */
public record Layout(Path root) {

    /** The checkout named by the system property `rapport.root`, else the one around the working directory. */
    public static Layout find() {
        var configured = System.getProperty("rapport.root");
        if (configured != null && !configured.isBlank()) {
            return new Layout(Path.of(configured).toAbsolutePath().normalize());
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("deploy/connect/bootstrap.sql"))) {
                return new Layout(folder);
            }
        }
        throw new IllegalStateException(
                "No Rapport checkout around " + Path.of("").toAbsolutePath()
                        + ": run this inside one, or set the system property rapport.root to its folder.");
    }

    /** The class path of the broker and of Connect. */
    public Path kafkaLibs() {
        return built(root.resolve("deploy/local/kafka/target/libs"));
    }

    public Path connectPlugins() {
        return built(root.resolve("deploy/local/kafka/target/connect-plugins"));
    }

    /** The launcher's third-party libraries. */
    public Path launcherLibs() {
        return built(root.resolve("deploy/local/target/lib"));
    }

    /** Where PostgreSQL's binaries are unpacked to. */
    public Path postgresBinaries() {
        return root.resolve("deploy/local/target/postgres");
    }

    public Path bootstrapSql() {
        return root.resolve("deploy/connect/bootstrap.sql");
    }

    public Path outboxConnector() {
        return root.resolve("deploy/connect/outbox-connector.json");
    }

    public Path topics() {
        return root.resolve("shared-contracts/src/main/resources/topics.yaml");
    }

    private static Path built(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    folder + " is missing: build it with `mvn -pl deploy/local -am package -DskipTests`.");
        }
        return folder;
    }
}
