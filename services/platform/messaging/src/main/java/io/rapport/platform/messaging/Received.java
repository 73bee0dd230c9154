package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event and the record it came in, which a dead letter repeats byte for byte. */
record Received<T>(ConsumerRecord<String, byte[]> in, Event<T> event) {}
