package io.rapport.local.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The dead-letter topics of a broker.
 *
 * <p>A letter is open until it was replayed; how far that went is the committed offset of one consumer group, so a replay that
 * is cut off goes on where it stopped, and what it repeats the services recognise.
 */
public final class DeadLetters {
    /** A record with this header is for that group alone; the other groups have handled it long ago. */
    static final String REPLAY_FOR = "replay-for";

    private static final String SUFFIX = ".dlq";
    private static final String GROUP = "rapport-dead-letter-replay";
    private static final String PREFIX = "dead-letter-";

    private final String bootstrapServers;

    public DeadLetters(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * An open letter.
     *
     * @param topic the topic it failed on
     * @param group the consumer group that could not handle it
     * @param type the event's declared type, if it had one
     */
    public record Letter(
            String topic,
            String group,
            String time,
            @Nullable String type,
            @Nullable String key,
            String reason) {}

    /** Every open letter, oldest first within a topic. */
    public List<Letter> open() {
        var open = new ArrayList<Letter>();
        try (var consumer = consumer()) {
            read(consumer, partitions(consumer, topic -> true), letters -> letters.forEach(in -> open.add(letter(in))));
        }
        return open;
    }

    /**
     * Sends the open letters of a topic and a group back to that topic, for that group alone.
     *
     * @return how many
     */
    public int replay(String topic, String group) {
        var name = topic + "." + group + SUFFIX;
        var replayed = new int[1];
        try (var consumer = consumer();
                var producer = producer()) {
            read(consumer, partitions(consumer, name::equals), letters -> {
                var sent = new ArrayList<Future<RecordMetadata>>();
                letters.forEach(in -> sent.add(producer.send(wayBack(topic, group, in))));
                sent.forEach(DeadLetters::acknowledged);
                letters.forEach(in -> consumer.commitSync(Map.of(
                        new TopicPartition(in.topic(), in.partition()), new OffsetAndMetadata(in.offset() + 1))));
                replayed[0] += sent.size();
            });
        }
        return replayed[0];
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<?, ?> consumer, java.util.function.Predicate<String> wanted) {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(SUFFIX) && wanted.test(topic.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** Hands over everything from the committed offsets to the ends as they are now. */
    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Consumer<List<ConsumerRecord<String, byte[]>>> letters) {
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            var batch = new ArrayList<ConsumerRecord<String, byte[]>>();
            consumer.poll(Duration.ofMillis(200)).forEach(batch::add);
            letters.accept(batch);
        }
    }

    private static Letter letter(ConsumerRecord<String, byte[]> in) {
        var origin = in.topic().substring(0, in.topic().length() - SUFFIX.length());
        int dot = origin.lastIndexOf('.');
        return new Letter(
                origin.substring(0, dot),
                origin.substring(dot + 1),
                text(in, PREFIX + "time", "?"),
                header(in, "ce_type"),
                in.key(),
                text(in, PREFIX + "reason", "no reason given"));
    }

    private static ProducerRecord<String, byte[]> wayBack(
            String topic, String group, ConsumerRecord<String, byte[]> in) {
        var out = new ProducerRecord<>(topic, in.key(), in.value());
        for (var header : in.headers()) {
            if (!header.key().startsWith(PREFIX) && !header.key().equals(REPLAY_FOR)) {
                out.headers().add(header);
            }
        }
        out.headers().add(REPLAY_FOR, group.getBytes(StandardCharsets.UTF_8));
        return out;
    }

    private static String text(ConsumerRecord<?, ?> in, String name, String otherwise) {
        var value = header(in, name);
        return value == null ? otherwise : value;
    }

    private static @Nullable String header(ConsumerRecord<?, ?> in, String name) {
        var header = in.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void acknowledged(Future<?> sending) {
        try {
            sending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The replay was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a letter back: " + e.getMessage(), e);
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
