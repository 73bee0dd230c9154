package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.desk.timeline.application.InteractionProjection;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads interactions from the log. */
@ApplicationScoped
class InteractionConsumer {
    private final Pipeline pipeline;

    InteractionConsumer(Pipelines pipelines, InteractionProjection projection) {
        pipeline = pipelines.projecting(
                InteractionEvent.class,
                projection::on,
                MessageReceived.class,
                MessageSent.class,
                DeliveryUpdated.class);
    }

    @Incoming("interactions")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
