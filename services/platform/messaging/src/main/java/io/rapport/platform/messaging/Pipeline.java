package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What a consumer method hands its records to. */
@FunctionalInterface
public interface Pipeline {
    /** Completes when every record is handled, recognised as a repetition, or a dead letter: only then acknowledge. */
    Uni<Void> process(ConsumerRecords<String, byte[]> records);
}
