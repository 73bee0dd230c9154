package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.rapport.platform.messaging.WholeTopics.Follower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows one topic. What cannot be read is passed over: it would come again at every start. */
final class WholeTopicReader<T> implements Runnable {
    private static final Logger LOG = Logger.getLogger(WholeTopicReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final String topic;
    private final Map<String, Object> properties;
    private final EventCodec.Reader<T> reader;
    private final Follower<T> follower;
    private final Meters meters;
    private final Thread thread;

    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    /** What comes next; after a lost connection nothing comes a second time. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private boolean complete;

    WholeTopicReader(
            String topic,
            Map<String, Object> properties,
            EventCodec.Reader<T> reader,
            Follower<T> follower,
            Meters meters) {
        this.topic = topic;
        this.properties = properties;
        this.reader = reader;
        this.follower = follower;
        this.meters = meters;
        this.thread = Thread.ofPlatform().daemon().name("whole-topic").unstarted(this);
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        thread.interrupt();
        try {
            thread.join(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            try (var open = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = open;
                follow(open);
            } catch (WakeupException | InterruptException closing) {
                return;
            } catch (KafkaException away) {
                LOG.warnf("action=follow topic=%s cause=\"%s\"", topic, away.getMessage());
                if (!closed && !pause()) {
                    return;
                }
            }
        }
    }

    /** False when interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(AGAIN);
            return true;
        } catch (InterruptedException closing) {
            return false;
        }
    }

    private void follow(KafkaConsumer<String, byte[]> open) {
        var partitions = open.partitionsFor(topic).stream()
                .map(it -> new TopicPartition(topic, it.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("There is no such topic");
        }
        open.assign(partitions);
        for (var partition : partitions) {
            var next = positions.get(partition);
            if (next == null) {
                open.seekToBeginning(List.of(partition));
            } else {
                open.seek(partition, next);
            }
        }
        var ends = open.endOffsets(partitions);
        while (!closed) {
            var records = open.poll(POLL);
            var events = read(records);
            if (!events.isEmpty()) {
                told(() -> follower.take(events));
            }
            records.partitions().forEach(it -> positions.put(it, open.position(it)));
            if (!complete && partitions.stream().allMatch(it -> open.position(it) >= ends.getOrDefault(it, 0L))) {
                complete = true;
                told(follower::complete);
            }
            if (records.isEmpty()) {
                told(follower::idle);
            }
        }
    }

    private List<Event<T>> read(ConsumerRecords<String, byte[]> records) {
        var events = new ArrayList<Event<T>>(records.count());
        for (var record : records) {
            var type = EventCodec.typeOf(record);
            if (record.value() == null) {
                continue;
            }
            if (type != null && !reader.knows(type)) {
                meters.unknown(topic);
                continue;
            }
            read(record, events);
        }
        return events;
    }

    private void read(ConsumerRecord<String, byte[]> record, List<Event<T>> events) {
        try {
            events.add(reader.decode(record));
        } catch (Undecodable poison) {
            meters.poison(topic);
            LOG.errorf(
                    "action=pass-over topic=%s partition=%d offset=%d cause=\"%s\"",
                    topic, record.partition(), record.offset(), poison.getMessage());
        }
    }

    /** A follower's fault must not keep the next event from it. */
    private void told(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "action=follow topic=%s", topic);
        }
    }
}
