package io.rapport.experience.survey.infrastructure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.rapport.experience.survey.application.SurveyConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps one address from hammering the public page: so many calls in the minute after the first.
 *
 * <p>Each instance counts for itself, and the oldest addresses are forgotten when there are too many. It protects the database;
 * what protects the surveys is that nobody can guess a token.
 */
@ApplicationScoped
class CallLimit {
    private static final int MOST_ADDRESSES = 50_000;

    private final Cache<String, AtomicInteger> calls;
    private final int most;

    CallLimit(SurveyConfig config, Clock clock) {
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        this.most = config.callsPerMinute();
        this.calls = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(Duration.ofMinutes(1))
                .maximumSize(MOST_ADDRESSES)
                .build();
    }

    boolean allows(String address) {
        return calls.get(address, key -> new AtomicInteger()).incrementAndGet() <= most;
    }
}
