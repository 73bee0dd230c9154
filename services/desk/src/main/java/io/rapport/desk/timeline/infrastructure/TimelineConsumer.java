package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.desk.timeline.application.TimelineProjection;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads interactions, conversations and customers from the log, all in one go: a transaction costs more than what most of them write. */
@ApplicationScoped
class TimelineConsumer {
    private final Pipeline pipeline;

    TimelineConsumer(Pipelines pipelines, TimelineProjection projection) {
        pipeline = pipelines.projecting(
                projection::on,
                projection::onAgain,
                List.of(
                        MessageReceived.class,
                        MessageSent.class,
                        DeliveryUpdated.class,
                        ConversationEvent.class,
                        ProfileChanged.class));
    }

    @Incoming("timeline")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
