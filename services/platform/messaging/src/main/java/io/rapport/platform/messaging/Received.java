package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.rapport.contracts.value.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event and the record it came in, which a dead letter repeats byte for byte. */
record Received<T>(ConsumerRecord<String, byte[]> in, Event<T> event) {
    /** What tells two events apart. */
    record Identity(UUID id, TenantId tenant) {}

    Identity identity() {
        return new Identity(event.envelope().id(), event.envelope().tenant());
    }

    /** Each event of a batch once: a repetition would meet its own row in the same statement, which PostgreSQL refuses. */
    static <T> List<Received<T>> distinct(List<Received<T>> batch) {
        var seen = HashSet.<Identity>newHashSet(batch.size());
        return batch.stream().filter(received -> seen.add(received.identity())).toList();
    }
}
