package io.rapport.chat;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives the adapter a web site, one for signed-in visitors, and one that asks for a name and is closed. */
public final class ChatResource implements QuarkusTestResourceLifecycleManager {
    /** A marker in the store, older than markers are kept. */
    static final String OLD_MARKER = "default/marker/ab/old";

    /** What the site's server and we share. */
    static final String SECRET = "only-for-tests";

    static final String ORIGIN = "https://www.example.com";

    @Override
    public Map<String, String> start() {
        try {
            var store = Files.createTempDirectory(Path.of("target"), "store");
            var old = store.resolve(OLD_MARKER);
            Files.createDirectories(old.resolve("..").normalize());
            Files.setLastModifiedTime(Files.createFile(old), FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
            var config = new HashMap<>(Map.of(
                    "rapport.store.folder",
                    store.toString(),
                    "rapport.chat.accounts[0].id",
                    "web",
                    "rapport.chat.accounts[0].origins",
                    ORIGIN,
                    "rapport.chat.max-connections-per-visitor",
                    "2",
                    "rapport.chat.accounts[1].id",
                    "members",
                    "rapport.chat.accounts[1].origins",
                    ORIGIN,
                    "rapport.chat.accounts[1].identity.secret",
                    SECRET,
                    "rapport.chat.accounts[1].identity.required",
                    "true"));
            config.putAll(Map.of(
                    "rapport.chat.accounts[2].id",
                    "club",
                    "rapport.chat.accounts[2].origins",
                    ORIGIN,
                    "rapport.chat.accounts[2].form.name",
                    "REQUIRED",
                    "rapport.chat.accounts[2].hours.open",
                    notToday() + " 09:00-10:00",
                    "rapport.chat.accounts[2].hours.zone",
                    "Europe/Berlin",
                    "rapport.chat.accounts[2].mail.from",
                    "support@example.com",
                    "rapport.chat.accounts[2].mail.after",
                    "3s",
                    "rapport.messaging.postpone-first",
                    "200ms",
                    "rapport.messaging.postpone-longest",
                    "400ms",
                    "rapport.chat.max-file-size",
                    "64K"));
            config.put("rapport.secrets.site-secret", "only-for-live-tests");
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that nobody is there whenever the tests run. */
    private static String notToday() {
        return LocalDate.now(ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ROOT)
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public void stop() {
        // nothing was started
    }
}
