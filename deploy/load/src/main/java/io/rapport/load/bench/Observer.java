package io.rapport.load.bench;

import io.rapport.contracts.Contracts;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.load.mail.Mails;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the platform tells, as any subscriber could, and writes down when it was told of each mail. */
final class Observer implements AutoCloseable {

    private static final String RECEIVED = Contracts.typeOf(MessageReceived.class);
    private static final String OPENED = Contracts.typeOf(ConversationOpened.class);
    private static final String ASSIGNED = Contracts.typeOf(ConversationAssigned.class);

    /** A fetch for every message would be a load of its own; times look up to this much longer than they are. */
    private static final int GATHERED_MILLIS = 25;

    /** As much more where processor time is what counts: a fetch costs the broker as much as ten messages. */
    private static final int PAUSE_MILLIS = 75;

    private final Mails mails;
    private final Journey journey;
    private final Clock clock;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Thread thread;
    private volatile int pauseMillis = PAUSE_MILLIS;
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    /** Sees everything written from now on. */
    Observer(String bootstrapServers, Mails mails, Journey journey, Clock clock) {
        this.mails = mails;
        this.journey = journey;
        this.clock = clock;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "fetch.max.wait.ms",
                        GATHERED_MILLIS,
                        "fetch.min.bytes",
                        1024 * 1024,
                        "max.poll.records",
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = List.of(Topics.INTERACTIONS, Topics.CONVERSATIONS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Looking the positions up here fixes them before the first mail leaves.
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().name("observer").start(this::read);
    }

    /** Fails when reading has failed. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** From here on times count more than what reading costs. */
    void hurry() {
        pauseMillis = 0;
    }

    private void read() {
        try (consumer) {
            while (!closing) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    note(record);
                }
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        var type = header(record, "ce_type");
        if (RECEIVED.equals(type)) {
            int number = mails.numberIn(record.value());
            if (number >= 0) {
                journey.received(number, nanoTime(Instant.parse(header(record, "ce_time"))));
            }
        } else if (OPENED.equals(type)) {
            int number = mails.numberIn(record.value());
            if (number >= 0) {
                numbers.put(record.key(), number);
                journey.opened(number);
            }
        } else if (ASSIGNED.equals(type)) {
            var number = numbers.get(record.key());
            if (number != null) {
                journey.assigned(number, System.nanoTime());
            }
        }
    }

    /** What {@link System#nanoTime()} was at that moment: the services' clock is this machine's too. */
    private long nanoTime(Instant moment) {
        return System.nanoTime() - ChronoUnit.NANOS.between(moment, clock.instant());
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
