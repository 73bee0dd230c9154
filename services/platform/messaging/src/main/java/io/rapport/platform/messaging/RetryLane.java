package io.rapport.platform.messaging;

import io.rapport.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Brings what was {@link Postponed} back when it is due. */
@Singleton
public class RetryLane {
    private static final int RECORDS_AT_ONCE = 100;

    private final Map<String, Object> properties;
    private final Clock clock;
    private final String group;
    private final List<RetryLaneReader> readers = new CopyOnWriteArrayList<>();

    RetryLane(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.properties = new HashMap<>(broker);
        this.clock = clock;
        this.group = group;
        // a group of its own: the consumers of the topic itself are not rebalanced with the lane
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group + ".retry");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_ONCE);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
    }

    /**
     * Reads the retry topic of a topic until the service ends.
     *
     * @param topic as configured, with its prefix
     * @param pipeline gets every record when it is due, as it first came
     */
    public void open(String topic, Pipeline pipeline) {
        var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.retries(topic, group)));
        var reader = new RetryLaneReader(topic, consumer, pipeline, clock);
        readers.add(reader);
        reader.start();
    }

    @PreDestroy
    void close() {
        readers.forEach(RetryLaneReader::close);
    }
}
