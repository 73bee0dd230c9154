package io.rapport.platform.messaging;

import io.rapport.contracts.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The topic of what a group could not handle: the record as it came, with the reason and the way back in headers.
 *
 * <p>The header names are those of SmallRye's dead-letter queue, {@code dead-letter-*}.
 */
@Singleton
public class DeadLetters {
    /** A record that carries this header with a group's name is for that group alone: the others have handled it. */
    public static final String REPLAY_FOR = "replay-for";

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final RecordProducer producer;
    private final String group;
    private final Clock clock;
    private final Meters meters;
    private final Map<String, Long> buried = new ConcurrentHashMap<>();

    DeadLetters(
            RecordProducer producer,
            @ConfigProperty(name = "quarkus.application.name") String group,
            Clock clock,
            Meters meters) {
        this.producer = producer;
        this.group = group;
        this.clock = clock;
        this.meters = meters;
    }

    /** Completes when the dead letter is on its topic; waits as long as the broker is away. */
    Uni<Void> bury(ConsumerRecord<String, byte[]> in, Throwable failure) {
        var topic = Topics.deadLetters(in.topic(), group);
        LOG.errorf(
                failure,
                "action=dead-letter topic=%s partition=%d offset=%d type=%s to=%s",
                in.topic(),
                in.partition(),
                in.offset(),
                EventCodec.typeOf(in),
                topic);
        return Uni.createFrom()
                .deferred(() -> producer.send(letter(topic, in, failure)))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely()
                .invoke(() -> {
                    buried.merge(topic, 1L, Long::sum);
                    meters.poison(in.topic());
                });
    }

    /** How many this process buried, by dead-letter topic. */
    Map<String, Long> buried() {
        return Map.copyOf(buried);
    }

    private ProducerRecord<String, byte[]> letter(String topic, ConsumerRecord<String, byte[]> in, Throwable failure) {
        var letter = new ProducerRecord<>(topic, null, in.key(), in.value(), in.headers());
        add(letter, "dead-letter-reason", String.valueOf(failure.getMessage()));
        add(letter, "dead-letter-exception-class-name", failure.getClass().getName());
        if (failure.getCause() != null) {
            add(letter, "dead-letter-cause", String.valueOf(failure.getCause().getMessage()));
            add(
                    letter,
                    "dead-letter-cause-class-name",
                    failure.getCause().getClass().getName());
        }
        add(letter, "dead-letter-topic", in.topic());
        add(letter, "dead-letter-partition", Integer.toString(in.partition()));
        add(letter, "dead-letter-offset", Long.toString(in.offset()));
        add(letter, "dead-letter-group", group);
        add(letter, "dead-letter-time", clock.instant().toString());
        return letter;
    }

    private static void add(ProducerRecord<?, ?> letter, String name, String value) {
        letter.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
