package io.rapport.email.support;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The one clock, for tests that cannot wait; as time does, it only goes on. */
public final class TestClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    static Clock clock() {
        return new TestClock();
    }

    /** Lets time pass; for all of the application's tests less than an hour, for Kafka takes nothing from the future. */
    public void pass(Duration time) {
        ahead.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
