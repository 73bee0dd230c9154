package io.rapport.routing.conversation.infrastructure;

import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.rapport.routing.conversation.application.InteractionFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class InteractionConsumer {
    private final Pipeline pipeline;

    InteractionConsumer(Pipelines pipelines, InteractionFlow flow) {
        pipeline = pipelines.transactional(InteractionEvent.class, flow::on, MessageReceived.class, MessageSent.class);
    }

    @Incoming("interactions")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
