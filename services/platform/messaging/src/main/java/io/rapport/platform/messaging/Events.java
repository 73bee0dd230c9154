package io.rapport.platform.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.Keys;
import io.rapport.contracts.value.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes envelopes: every event says who wrote it, when, and what it follows from. */
@Singleton
public class Events {
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    private final Clock clock;
    private final String source;

    Events(Clock clock, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.clock = clock;
        this.source = "/rapport/" + service;
    }

    /** A new id, of version 7: they grow with time, which keeps the indexes they land in small and warm. */
    public UUID newId() {
        return ids.generate();
    }

    /** An event that nothing on the log has caused. */
    public <T> Event<T> begin(TenantId tenant, UUID aggregate, T data) {
        return event(newId(), tenant, aggregate, clock.instant(), data, null, null, newTrace());
    }

    /** An event that follows from another. */
    public <T> Event<T> causedBy(Envelope cause, UUID aggregate, T data) {
        var trace = cause.traceparent() == null ? newTrace() : cause.traceparent();
        return event(
                newId(),
                cause.tenant(),
                aggregate,
                clock.instant(),
                data,
                cause.story(),
                cause.id().toString(),
                trace);
    }

    /** An event whose id is derived from what it is about, so that a repetition is recognised everywhere. */
    public <T> Event<T> withId(UUID id, TenantId tenant, UUID aggregate, Instant time, T data) {
        return event(id, tenant, aggregate, time, data, null, null, newTrace());
    }

    /** As {@link #withId}, for what follows from a command or another event. */
    public <T> Event<T> withId(UUID id, Envelope cause, UUID aggregate, Instant time, T data) {
        var trace = cause.traceparent() == null ? newTrace() : cause.traceparent();
        return event(
                id,
                cause.tenant(),
                aggregate,
                time,
                data,
                cause.story(),
                cause.id().toString(),
                trace);
    }

    private <T> Event<T> event(
            UUID id,
            TenantId tenant,
            UUID aggregate,
            Instant time,
            T data,
            @Nullable String correlation,
            @Nullable String causation,
            String trace) {
        return new Event<>(
                new Envelope(
                        id,
                        Contracts.typeOf(data.getClass()),
                        source,
                        time,
                        tenant,
                        Keys.of(tenant, aggregate),
                        correlation,
                        causation,
                        trace),
                data);
    }

    /** A new W3C trace context, sampled. */
    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        return "00-"
                + hex.toHexDigits(random.nextLong())
                + hex.toHexDigits(random.nextLong() | 1)
                + "-"
                + hex.toHexDigits(random.nextLong() | 1)
                + "-01";
    }
}
