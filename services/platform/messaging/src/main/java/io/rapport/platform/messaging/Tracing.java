package io.rapport.platform.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer span for every event of a batch, in the trace the event carries. */
record Tracing<T>(Step<T> next, Tracer tracer, String group) implements Step<T> {
    private static final int TRACEPARENT_LENGTH = 55;

    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        return Uni.createFrom().deferred(() -> {
            var spans = batch.stream().map(this::begin).toList();
            return next.apply(batch)
                    .onFailure()
                    .invoke(failure -> spans.forEach(span -> span.setStatus(StatusCode.ERROR)))
                    .onTermination()
                    .invoke(() -> spans.forEach(Span::end));
        });
    }

    private Span begin(Received<T> received) {
        var envelope = received.event().envelope();
        return tracer.spanBuilder(group + " " + envelope.type())
                .setParent(Context.root().with(Span.wrap(parent(envelope.traceparent()))))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", received.in().topic())
                .setAttribute("messaging.consumer.group.name", group)
                .setAttribute("cloudevents.event_id", envelope.id().toString())
                .startSpan();
    }

    private static SpanContext parent(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() != TRACEPARENT_LENGTH) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                TraceFlags.fromHex(traceparent, 53),
                TraceState.getDefault());
    }
}
