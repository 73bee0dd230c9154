package io.rapport.platform.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads a retry topic: a partition whose head is not due is paused until it is.
 *
 * <p>Nothing is held in memory but what is being handled, and an offset is committed after its record is handled: a record that
 * waits, waits in Kafka.
 */
final class RetryLaneReader implements Runnable {
    private static final Logger LOG = Logger.getLogger(RetryLaneReader.class);
    private static final CompletableFuture<Void> NO_WORK = CompletableFuture.completedFuture(null);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration WORKING = Duration.ofMillis(100);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Pipeline pipeline;
    private final Clock clock;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("retry-lane").unstarted(this);

    /** When the head of a paused partition is due. */
    private final Map<TopicPartition, Instant> waiting = new HashMap<>();
    /** What is being handled, as it was read. */
    private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> inWork = new HashMap<>();

    private CompletableFuture<Void> work = NO_WORK;
    private volatile boolean closed;

    RetryLaneReader(String topic, KafkaConsumer<String, byte[]> consumer, Pipeline pipeline, Clock clock) {
        this.topic = topic;
        this.consumer = consumer;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(LONGEST_CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (consumer) {
            while (!closed) {
                try {
                    turn();
                } catch (WakeupException closing) {
                    // the loop ends
                } catch (KafkaException e) {
                    // what is not committed comes again
                    LOG.warnf("action=retry-lane topic=%s cause=\"%s\"", topic, e.getMessage());
                }
            }
        }
    }

    private void turn() {
        if (work.isDone()) {
            finish();
            resume();
            handle(consumer.poll(IDLE));
        } else {
            // polls on, to remain in the group, but takes nothing more
            consumer.pause(consumer.assignment());
            var early = consumer.poll(WORKING);
            early.partitions().forEach(partition -> back(partition, early.records(partition)));
        }
    }

    private void finish() {
        var done = new HashMap<>(inWork);
        var ended = work;
        inWork.clear();
        work = NO_WORK;
        if (ended.isCompletedExceptionally()) {
            LOG.errorf(ended.exceptionNow(), "action=retry-lane topic=%s", topic);
            done.keySet().retainAll(consumer.assignment());
            done.forEach((partition, records) ->
                    hold(partition, records, clock.instant().plus(AFTER_A_FAILURE)));
        } else if (!done.isEmpty()) {
            var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
            done.forEach((partition, records) -> offsets.put(
                    partition, new OffsetAndMetadata(records.getLast().offset() + 1)));
            consumer.commitSync(offsets);
        }
    }

    private void resume() {
        var now = clock.instant();
        waiting.keySet().retainAll(consumer.assignment());
        waiting.values().removeIf(due -> !due.isAfter(now));
        var ready = new HashSet<>(consumer.assignment());
        ready.removeAll(waiting.keySet());
        consumer.resume(ready);
    }

    private void handle(ConsumerRecords<String, byte[]> polled) {
        var now = clock.instant();
        for (var partition : polled.partitions()) {
            var records = polled.records(partition);
            int due = 0;
            while (due < records.size() && !Postponements.due(records.get(due)).isAfter(now)) {
                due++;
            }
            if (due > 0) {
                inWork.put(partition, records.subList(0, due));
            }
            if (due < records.size()) {
                var rest = records.subList(due, records.size());
                hold(partition, rest, Postponements.due(rest.getFirst()));
            }
        }
        if (!inWork.isEmpty()) {
            var restored = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
            inWork.forEach((partition, records) -> restored.put(
                    partition,
                    records.stream()
                            .map(record -> Postponements.restored(topic, record))
                            .toList()));
            work = pipeline.process(new ConsumerRecords<>(restored, Map.of())).subscribeAsCompletionStage();
        }
    }

    private void hold(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records, Instant until) {
        waiting.put(partition, until);
        consumer.pause(List.of(partition));
        back(partition, records);
    }

    private void back(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        consumer.seek(partition, records.getFirst().offset());
    }
}
