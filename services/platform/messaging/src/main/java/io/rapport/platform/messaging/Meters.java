package io.rapport.platform.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the pipelines did, by topic: {@code rapport.events} and, from {@code ce_time} on, {@code rapport.events.latency}. */
@Singleton
class Meters {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, OfTopic> topics = new ConcurrentHashMap<>();

    Meters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** @param unseen those of the batch that are no repetitions */
    <T> void handled(List<Received<T>> batch, List<Received<T>> unseen) {
        var now = clock.instant();
        var repeated = new HashMap<String, Integer>();
        for (var received : batch) {
            var topic = received.in().topic();
            of(topic)
                    .latency
                    .record(Duration.between(received.event().envelope().time(), now));
            repeated.merge(topic, 1, Integer::sum);
        }
        for (var received : unseen) {
            var topic = received.in().topic();
            of(topic).handled.increment();
            repeated.merge(topic, -1, Integer::sum);
        }
        repeated.forEach((topic, count) -> of(topic).duplicate.increment(count));
    }

    void poison(String topic) {
        of(topic).poison.increment();
    }

    void unknown(String topic) {
        of(topic).unknown.increment();
    }

    private OfTopic of(String topic) {
        return topics.computeIfAbsent(topic, t -> new OfTopic(registry, t));
    }

    private static final class OfTopic {
        private final Counter handled;
        private final Counter duplicate;
        private final Counter poison;
        private final Counter unknown;
        private final Timer latency;

        private OfTopic(MeterRegistry registry, String topic) {
            handled = registry.counter("rapport.events", "topic", topic, "outcome", "handled");
            duplicate = registry.counter("rapport.events", "topic", topic, "outcome", "duplicate");
            poison = registry.counter("rapport.events", "topic", topic, "outcome", "poison");
            unknown = registry.counter("rapport.events", "topic", topic, "outcome", "unknown");
            latency = registry.timer("rapport.events.latency", "topic", topic);
        }
    }
}
