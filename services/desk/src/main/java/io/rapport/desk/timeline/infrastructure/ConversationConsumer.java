package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.desk.timeline.application.ConversationProjection;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads conversations from the log. */
@ApplicationScoped
class ConversationConsumer {
    private final Pipeline pipeline;

    ConversationConsumer(Pipelines pipelines, ConversationProjection projection) {
        pipeline = pipelines.projecting(ConversationEvent.class, projection::on);
    }

    @Incoming("conversations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
