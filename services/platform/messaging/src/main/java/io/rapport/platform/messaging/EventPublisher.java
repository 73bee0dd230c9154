package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Puts events on Kafka at once; for adapters only, a service with a database has the outbox. */
@Singleton
public class EventPublisher {
    private final RecordProducer producer;
    private final EventCodec codec;
    private final String prefix;

    EventPublisher(RecordProducer producer, EventCodec codec, MessagingConfig config) {
        this.producer = producer;
        this.codec = codec;
        this.prefix = config.topicPrefix().orElse("");
    }

    /**
     * Completes when all in-sync replicas have the event; fails after {@code rapport.messaging.delivery-timeout} when Kafka
     * is away. A failed event may still arrive: give it a deterministic id.
     */
    public Uni<Void> publish(String topic, Event<?> event) {
        return producer.send(codec.encode(prefix + topic, event));
    }
}
