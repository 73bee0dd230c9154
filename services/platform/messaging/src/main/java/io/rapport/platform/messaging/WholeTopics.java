package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads small compacted topics whole, in every process, from the beginning on: state that all of them have to know. There is no
 * group, and nothing is committed.
 */
@Singleton
public class WholeTopics {
    private static final int LONGEST_CALL_MS = 10_000;
    /** What comes is answered with at once; a reader without a group asks for nothing else on that connection meanwhile. */
    private static final int LONGEST_FETCH_MS = 5_000;

    private final Map<String, Object> properties;
    private final EventCodec codec;
    private final Meters meters;
    private final String prefix;
    private final List<WholeTopicReader<?>> readers = new CopyOnWriteArrayList<>();

    WholeTopics(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            EventCodec codec,
            Meters meters,
            MessagingConfig config) {
        this.properties = new HashMap<>(broker);
        this.codec = codec;
        this.meters = meters;
        this.prefix = config.topicPrefix().orElse("");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_CALL_MS);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MS);
    }

    /** What is made of a topic; called on a thread of its own, which may be blocked, one call at a time. */
    public interface Follower<T> {
        /** Takes what is new, in order within each key. */
        void take(List<Event<T>> events);

        /** All that was there at the start has been taken. */
        void complete();

        /** Nothing was new for a second. */
        void idle();
    }

    /** Reads until the service ends, as soon as Kafka is there. */
    public <T> void open(String topic, Class<T> stream, Follower<T> follower) {
        var reader = new WholeTopicReader<>(prefix + topic, properties, codec.reader(stream), follower, meters);
        readers.add(reader);
        reader.start();
    }

    /** Returns when nothing is being taken any more. */
    @PreDestroy
    public void close() {
        readers.forEach(WholeTopicReader::close);
    }
}
