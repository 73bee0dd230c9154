package io.rapport.desk.live;

import io.rapport.contracts.Event;
import io.rapport.contracts.signals.ChatSignal;
import io.rapport.contracts.signals.TypingNoticed;
import io.rapport.contracts.value.Direction;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Tells browsers that a chat's visitor is writing; each process hears of it, for its own browsers. */
@ApplicationScoped
class SignalConsumer {
    /** What a browser is told. */
    record Typing(UUID threadId, boolean typing) {}

    private final LiveFeed feed;
    private final Pipeline pipeline;

    SignalConsumer(Pipelines pipelines, LiveFeed feed) {
        this.feed = feed;
        this.pipeline = pipelines.effects(ChatSignal.class, this::hear);
    }

    @Incoming("signals")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    private Uni<Void> hear(Event<ChatSignal> signal) {
        if (signal.data() instanceof TypingNoticed notice && notice.direction() == Direction.INWARD) {
            feed.tellNow(
                    signal.envelope().tenant(),
                    "typing",
                    new Typing(notice.thread().id().value(), notice.typing()));
        }
        return Uni.createFrom().voidItem();
    }
}
