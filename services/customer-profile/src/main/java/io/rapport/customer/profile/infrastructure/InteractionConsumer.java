package io.rapport.customer.profile.infrastructure;

import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.customer.profile.application.IntakeFlow;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every message shows a customer. */
@ApplicationScoped
class InteractionConsumer {
    private final Pipeline pipeline;

    InteractionConsumer(Pipelines pipelines, IntakeFlow intake) {
        pipeline = pipelines.transactional(
                InteractionEvent.class, intake::on, MessageReceived.class, MessageSent.class, ConsentDeclared.class);
    }

    @Incoming("interactions")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
