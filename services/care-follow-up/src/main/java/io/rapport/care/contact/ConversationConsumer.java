package io.rapport.care.contact;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Which customers wait for an answer. */
@ApplicationScoped
class ConversationConsumer {
    private final Pipeline pipeline;

    ConversationConsumer(Pipelines pipelines, OpenConversations conversations) {
        pipeline = pipelines.projecting(
                ConversationEvent.class,
                conversations::on,
                ConversationOpened.class,
                ConversationReopened.class,
                ConversationResolved.class);
    }

    @Incoming("conversations")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
