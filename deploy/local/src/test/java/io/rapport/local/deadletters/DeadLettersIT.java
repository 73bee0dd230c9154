package io.rapport.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.shared.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class DeadLettersIT {
    private final String bootstrap = SharedInfrastructure.attach().bootstrapServers();
    private final String topic = "t" + UUID.randomUUID() + ".rapport.things.v1";
    private final DeadLetters letters = new DeadLetters(bootstrap);

    @Test
    void shouldSendBackWhatFailedForItsGroupAloneAndOnce() throws Exception {
        // given
        bury("one", "It was too heavy");
        bury("two", "It was too heavy");

        // when
        var open = openHere();
        int replayed = letters.replay(topic, "mover");
        int again = letters.replay(topic, "mover");

        // then
        assertThat(open).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.group()).isEqualTo("mover");
            assertThat(letter.reason()).isEqualTo("It was too heavy");
        });
        assertThat(replayed).isEqualTo(2);
        assertThat(again).isZero();
        assertThat(openHere()).isEmpty();
        assertThat(records()).hasSize(2).allSatisfy(record -> {
            assertThat(header(record, "replay-for")).isEqualTo("mover");
            assertThat(header(record, "ce_id")).isEqualTo("id-" + record.value());
            assertThat(record.headers().lastHeader("dead-letter-reason")).isNull();
            assertThat(record.key()).isEqualTo("default:k");
        });
    }

    @Test
    void shouldFindNothingToReplayWhereNothingFailed() {
        assertThat(letters.replay("rapport.nothing.v1", "nobody")).isZero();
    }

    private List<DeadLetters.Letter> openHere() {
        return letters.open().stream()
                .filter(letter -> letter.topic().equals(topic))
                .toList();
    }

    private void bury(String value, String reason) throws Exception {
        var letter = new ProducerRecord<>(topic + ".mover.dlq", "default:k", value);
        letter.headers().add("ce_id", ("id-" + value).getBytes(StandardCharsets.UTF_8));
        letter.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(letter).get();
        }
    }

    private List<ConsumerRecord<String, String>> records() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
