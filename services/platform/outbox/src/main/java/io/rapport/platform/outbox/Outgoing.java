package io.rapport.platform.outbox;

import io.rapport.contracts.Event;

/** An event and the topic it is for, as named in {@code Topics}. */
public record Outgoing(String topic, Event<?> event) {}
