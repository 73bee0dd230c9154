package io.rapport.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a service told the log; the topic without the test's prefix. */
public record OutboxRow(
        UUID id,
        String topic,
        String key,
        String type,
        String tenant,
        @Nullable String correlationId,
        @Nullable String causationId,
        JsonNode payload) {}
