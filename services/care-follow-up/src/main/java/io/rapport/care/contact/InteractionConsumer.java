package io.rapport.care.contact;

import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every message, to continue its thread and to count what we started. */
@ApplicationScoped
class InteractionConsumer {
    private final Pipeline pipeline;

    InteractionConsumer(Pipelines pipelines, Threads threads) {
        pipeline = pipelines.projecting(InteractionEvent.class, threads::on, MessageReceived.class, MessageSent.class);
    }

    @Incoming("interactions")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
