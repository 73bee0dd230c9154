package io.rapport.desk.account;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session lasts: some time after its last use, and never beyond its end.
 *
 * @param usedAt the last use that was written down
 */
record SessionTimes(Instant usedAt, Instant expiresAt, Instant endsAt) {
    /** Writing every use down would turn every read of the console into a write. */
    private static final Duration WORTH_WRITING = Duration.ofMinutes(1);

    static SessionTimes start(Instant now, Duration idle, Duration longest) {
        var end = now.plus(longest);
        return new SessionTimes(now, earlier(now.plus(idle), end), end);
    }

    boolean alive(Instant now) {
        return now.isBefore(expiresAt);
    }

    boolean worthExtending(Instant now) {
        return usedAt.plus(WORTH_WRITING).isBefore(now);
    }

    SessionTimes used(Instant now, Duration idle) {
        return new SessionTimes(now, earlier(now.plus(idle), endsAt), endsAt);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
