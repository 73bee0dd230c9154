package io.rapport.local.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The Quarkus applications of the stack. */
public enum App {
    EMAIL_ADAPTER("services", 8081, false),
    SMS_ADAPTER("services", 8082, false),
    CHAT_ADAPTER("services", 8083, false),
    SOCIAL_ADAPTER("services", 8084, false),
    ROUTING("services", 8091, true),
    CARE_FOLLOW_UP("services", 8092, true),
    EXPERIENCE_SCORING("services", 8093, true),
    CUSTOMER_PROFILE("services", 8094, true),
    DESK("services", 8080, true),
    SANDBOX("deploy", 8099, false);

    private final String folder;
    private final int port;
    private final boolean database;

    App(String folder, int port, boolean database) {
        this.folder = folder;
        this.port = port;
        this.database = database;
    }

    /** As in `./rapport logs care-follow-up`. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one called so, if any. */
    public static Optional<App> byId(String id) {
        return Arrays.stream(values()).filter(app -> app.id().equals(id)).findFirst();
    }

    int port() {
        return port;
    }

    boolean hasDatabase() {
        return database;
    }

    /** Its role and its schema. */
    String databaseUser() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Quarkus application folder in a checkout. */
    Path application(Path root) {
        return root.resolve(folder).resolve(id()).resolve("target/quarkus-app");
    }

    boolean isBuilt(Path root) {
        return Files.isRegularFile(application(root).resolve("quarkus-run.jar"));
    }
}
