package io.rapport.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final Collected spans = new Collected();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();

    @Test
    void shouldContinueTheTraceOfTheEvent() {
        // when
        handle("00-" + TRACE + "-" + PARENT + "-01", Uni.createFrom().voidItem());
        // then
        var span = spans.finished.getFirst();
        assertThat(span.getName()).isEqualTo("desk rapport.things.thing-happened.v1");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void shouldMarkTheSpanWhenTheHandlerFails() {
        // when
        handle("00-" + TRACE + "-" + PARENT + "-01", Uni.createFrom().failure(new IllegalStateException("no")));
        // then
        assertThat(spans.finished.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void shouldBeginATraceWhenTheEventHasNone() {
        // when
        handle(null, Uni.createFrom().voidItem());
        // then
        assertThat(spans.finished.getFirst().getParentSpanContext().isValid()).isFalse();
    }

    private void handle(@Nullable String traceparent, Uni<Void> outcome) {
        var envelope = new Envelope(
                UUID.randomUUID(),
                "rapport.things.thing-happened.v1",
                "/rapport/test",
                Instant.EPOCH,
                TenantId.DEFAULT,
                "default:1",
                null,
                null,
                traceparent);
        var in = new ConsumerRecord<>("things", 0, 0, "default:1", new byte[0]);
        new Tracing<String>(batch -> outcome, provider.get("test"), "desk")
                .apply(List.of(new Received<>(in, new Event<>(envelope, "thing"))))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static final class Collected implements SpanExporter {
        private final List<SpanData> finished = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            finished.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
