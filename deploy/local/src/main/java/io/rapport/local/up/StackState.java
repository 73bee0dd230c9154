package io.rapport.local.up;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the launcher knows of itself and its parts; kept in a file for the other verbs. */
public record StackState(
        long launcherPid,
        Phase phase,
        Instant startedAt,
        @Nullable Instant readyAt,
        List<Part> parts) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Where the stack as a whole is. */
    public enum Phase {
        STARTING,
        READY,
        /** Some part gave up; the others run. */
        INCOMPLETE,
        STOPPING,
        STOPPED
    }

    /** Where one part is. */
    public enum State {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        /** Ended again and again before it was ever ready. */
        FAILED,
        /** Not built. */
        MISSING,
        /** Left to be run by hand. */
        WITHOUT,
        STOPPING,
        STOPPED;

        boolean isSettled() {
            return switch (this) {
                case READY, FAILED, MISSING, WITHOUT, STOPPED -> true;
                case WAITING, STARTING, RESTARTING, STOPPING -> false;
            };
        }
    }

    /**
     * One part.
     *
     * @param pid its process, 0 when there is none
     * @param restarts how often it was started again after it had ended by itself
     * @param since when it came into this state
     * @param seconds how long its last start took until it was ready
     */
    public record Part(
            String name,
            State state,
            long pid,
            int port,
            int restarts,
            Instant since,
            @Nullable Double seconds,
            @Nullable String detail) {}

    /** The state in a file, or nothing when there is none that can be read. */
    public static Optional<StackState> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), StackState.class)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Replaces the file at once, so that nobody reads half of it. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, json());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For `./rapport status --json`. */
    public String json() throws IOException {
        return JSON.writeValueAsString(this);
    }
}
