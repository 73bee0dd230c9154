package io.rapport.platform.messaging;

import io.rapport.contracts.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The retry topic of a group, {@code <topic>.<group>.retry}: the records as they came, and when to try them again.
 *
 * <p>A partition holds what has been postponed equally often, the last one all that has been more often. So its records fall
 * due in their order, and the head of a partition is all that anybody needs to look at.
 */
@Singleton
class Postponements {
    private static final String ATTEMPTS = "retry-attempts";
    private static final String NOT_BEFORE = "retry-not-before";
    private static final String PARTITION = "retry-partition";
    private static final String OFFSET = "retry-offset";

    private static final Logger LOG = Logger.getLogger(Postponements.class);

    private final RecordProducer producer;
    private final BackOff backOff;
    private final Clock clock;
    private final String group;

    Postponements(
            RecordProducer producer,
            MessagingConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.producer = producer;
        this.backOff = new BackOff(config.postponeFirst(), config.postponeLongest());
        this.clock = clock;
        this.group = group;
    }

    /** Completes when the record is on the retry topic; waits as long as the broker is away. */
    Uni<Void> postpone(ConsumerRecord<String, byte[]> in, Throwable why) {
        int earlier = (int) number(in, ATTEMPTS);
        var due = clock.instant()
                .plus(backOff.pause(earlier, ThreadLocalRandom.current().nextDouble()));
        LOG.infof(
                "action=postpone type=%s attempts=%d until=%s cause=\"%s\"",
                EventCodec.typeOf(in), earlier + 1, due, why.getMessage());
        // on a worker: asking for the partitions blocks while no broker is known
        return Uni.createFrom()
                .item(() -> postponed(in, earlier, due))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(producer::send)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private ProducerRecord<String, byte[]> postponed(ConsumerRecord<String, byte[]> in, int earlier, Instant due) {
        var topic = Topics.retries(in.topic(), group);
        int partition = Math.min(earlier, producer.partitions(topic) - 1);
        var out = new ProducerRecord<>(topic, partition, in.key(), in.value(), in.headers());
        set(out.headers(), ATTEMPTS, Integer.toString(earlier + 1));
        set(out.headers(), NOT_BEFORE, due.toString());
        set(out.headers(), PARTITION, Integer.toString(in.partition()));
        set(out.headers(), OFFSET, Long.toString(in.offset()));
        return out;
    }

    /** When a record of the retry topic is to be tried again. */
    static Instant due(ConsumerRecord<?, ?> in) {
        var notBefore = EventCodec.header(in, NOT_BEFORE);
        return notBefore == null ? Instant.MIN : Instant.parse(notBefore);
    }

    /** A record of the retry topic as it first came. */
    static ConsumerRecord<String, byte[]> restored(String topic, ConsumerRecord<String, byte[]> in) {
        return new ConsumerRecord<>(
                topic,
                (int) number(in, PARTITION),
                number(in, OFFSET),
                in.timestamp(),
                in.timestampType(),
                in.serializedKeySize(),
                in.serializedValueSize(),
                in.key(),
                in.value(),
                in.headers(),
                in.leaderEpoch());
    }

    private static long number(ConsumerRecord<?, ?> in, String header) {
        var value = EventCodec.header(in, header);
        return value == null ? 0 : Long.parseLong(value);
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
