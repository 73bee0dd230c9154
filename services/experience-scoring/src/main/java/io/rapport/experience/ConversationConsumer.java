package io.rapport.experience;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.experience.score.application.BreachFlow;
import io.rapport.experience.survey.application.AskingFlow;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What a conversation means to a customer: a question to ask, or a wait that was too long. */
@ApplicationScoped
class ConversationConsumer {
    private final AskingFlow asking;
    private final BreachFlow breaches;
    private final Pipeline pipeline;

    ConversationConsumer(Pipelines pipelines, AskingFlow asking, BreachFlow breaches) {
        this.asking = asking;
        this.breaches = breaches;
        this.pipeline = pipelines.transactional(
                ConversationEvent.class, this::handle, ConversationResolved.class, SlaBreached.class);
    }

    @Incoming("conversations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    private Uni<Void> handle(SqlConnection tx, List<Event<ConversationEvent>> events) {
        return breaches.on(tx, only(SlaBreached.class, events))
                .chain(() -> asking.on(tx, only(ConversationResolved.class, events)));
    }

    private static <T extends ConversationEvent> List<Event<T>> only(
            Class<T> type, List<Event<ConversationEvent>> events) {
        return events.stream()
                .filter(event -> type.isInstance(event.data()))
                .map(event -> new Event<>(event.envelope(), type.cast(event.data())))
                .toList();
    }
}
