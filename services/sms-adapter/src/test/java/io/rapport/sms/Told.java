package io.rapport.sms;

import io.rapport.platform.testkit.TestLog;
import java.util.List;

/** What the log was told of messages that came in. */
public final class Told {
    private Told() {}

    /** The texts told under a provider's id; the same one told again counts once. */
    public static List<String> texts(TestLog log, String providerMessageId) {
        return log.interactions("providerMessageId", providerMessageId).stream()
                .map(it -> log.json(it).path("content").path("text").asText())
                .distinct()
                .toList();
    }
}
