package io.rapport.desk.account;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: ten attempts at once for an address from one place, then one every half minute.
 *
 * <p>Each desk counts for itself; with several desks an attacker has as many times the attempts, which is still far too few.
 */
@Singleton
class SignInLimiter {
    private static final int AT_ONCE = 10;
    private static final Duration REFILL = Duration.ofSeconds(30);

    /** Bounded, so that many made-up addresses cannot fill the memory. */
    private static final int REMEMBERED = 20_000;

    private record Bucket(double tokens, Instant at) {
        Bucket refilled(Instant now) {
            double more = (double) Duration.between(at, now).toMillis() / REFILL.toMillis();
            return new Bucket(Math.min(AT_ONCE, tokens + more), now);
        }
    }

    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInLimiter(Clock clock) {
        this.clock = clock;
    }

    /** Whether an attempt may be made now; it counts at once. */
    synchronized boolean permits(String email, String from) {
        var now = clock.instant();
        var bucket =
                buckets.getOrDefault(key(email, from), new Bucket(AT_ONCE, now)).refilled(now);
        boolean permitted = bucket.tokens >= 1;
        buckets.put(key(email, from), permitted ? new Bucket(bucket.tokens - 1, now) : bucket);
        return permitted;
    }

    /** The right password ends the suspicion. */
    synchronized void succeeded(String email, String from) {
        buckets.remove(key(email, from));
    }

    private static String key(String email, String from) {
        return email + " " + from;
    }
}
