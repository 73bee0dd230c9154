package io.rapport.platform.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The one producer of a service: acks=all, idempotent, made when it is first needed. */
@Singleton
class RecordProducer {
    private final Map<String, Object> properties;
    private volatile KafkaProducer<String, byte[]> producer;

    @SuppressWarnings("NullAway.Init") // made on first use: most services with a database never produce
    RecordProducer(@Identifier("default-kafka-broker") Map<String, Object> broker, MessagingConfig config) {
        int deadline = Math.toIntExact(config.deliveryTimeout().toMillis());
        this.properties = new HashMap<>(broker);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // a request costs the broker far more than a record: gather for a moment, a sender of mail does not notice
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 8);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, deadline / 2));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deadline + 1);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deadline);
    }

    /** Completes when all in-sync replicas have the record. */
    Uni<Void> send(ProducerRecord<String, byte[]> out) {
        Uni<Void> sending = Uni.createFrom().emitter(emitter -> {
            var unused = producer().send(out, (metadata, failure) -> {
                if (failure == null) {
                    emitter.complete(null);
                } else {
                    emitter.fail(failure);
                }
            });
        });
        // send() blocks while it knows no broker; an event loop must not
        return Context.isOnEventLoopThread()
                ? sending.runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                : sending;
    }

    /** How many partitions a topic has; blocks while that is not known. */
    int partitions(String topic) {
        return producer().partitionsFor(topic).size();
    }

    private KafkaProducer<String, byte[]> producer() {
        var made = producer;
        if (made == null) {
            synchronized (this) {
                made = producer;
                if (made == null) {
                    made = new KafkaProducer<>(properties);
                    producer = made;
                }
            }
        }
        return made;
    }

    @PreDestroy
    void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
