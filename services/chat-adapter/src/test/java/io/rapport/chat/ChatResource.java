package io.rapport.chat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/** Gives the adapter one web site. */
public final class ChatResource implements QuarkusTestResourceLifecycleManager {
    /** A marker in the store, older than markers are kept. */
    static final String OLD_MARKER = "default/marker/ab/old";

    static final String ORIGIN = "https://www.example.com";

    @Override
    public Map<String, String> start() {
        try {
            var store = Files.createTempDirectory("rapport-chat-");
            var old = store.resolve(OLD_MARKER);
            Files.createDirectories(old.resolve("..").normalize());
            Files.setLastModifiedTime(Files.createFile(old), FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
            return Map.of(
                    "rapport.store.folder",
                    store.toString(),
                    "rapport.chat.accounts[0].id",
                    "web",
                    "rapport.chat.accounts[0].origins",
                    ORIGIN,
                    "rapport.chat.max-connections-per-visitor",
                    "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
