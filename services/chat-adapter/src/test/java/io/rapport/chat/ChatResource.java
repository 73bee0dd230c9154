package io.rapport.chat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Gives the adapter one web site. */
public final class ChatResource implements QuarkusTestResourceLifecycleManager {
    static final String ORIGIN = "https://www.example.com";

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "rapport.store.folder",
                    Files.createTempDirectory("rapport-chat-").toString(),
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
