package io.rapport.contracts;

import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of an event, in Kafka binary mode one {@code ce_*} header each.
 *
 * @param id what makes the event recognisable when it arrives twice; deterministic for channel events
 * @param type the declared wire name, see {@link EventType}
 * @param source the service that wrote it, as {@code /rapport/<service>}
 * @param time when it happened
 * @param key the record key, {@code <tenant>:<aggregate>}; all events of one key are handled in order
 * @param correlationId the event that started the whole story
 * @param causationId the event or command that this one follows from
 * @param traceparent W3C trace context
 */
public record Envelope(
        UUID id,
        String type,
        String source,
        Instant time,
        TenantId tenant,
        String key,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    /** The correlation id to hand on to whatever this event causes. */
    public String story() {
        return correlationId == null ? id.toString() : correlationId;
    }
}
