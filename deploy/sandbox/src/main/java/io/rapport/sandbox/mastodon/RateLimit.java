package io.rapport.sandbox.mastodon;

import java.time.Duration;
import java.time.Instant;

/** So many calls in a period of the clock. */
final class RateLimit {
    private final int most;
    private final Duration period;
    private Instant end = Instant.MIN;
    private int calls;

    RateLimit(int most, Duration period) {
        this.most = most;
        this.period = period;
    }

    /**
     * How things stand after a call.
     *
     * @param reset when counting begins anew
     */
    record Standing(int most, int remaining, Instant reset, boolean isExceeded) {}

    synchronized Standing count(Instant now) {
        if (!now.isBefore(end)) {
            long length = period.toSeconds();
            end = Instant.ofEpochSecond((now.getEpochSecond() / length + 1) * length);
            calls = 0;
        }
        calls++;
        return new Standing(most, Math.max(0, most - calls), end, calls > most);
    }
}
