package io.rapport.routing.conversation.infrastructure;

import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.rapport.routing.conversation.application.CommandFlow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class CommandConsumer {
    private final Pipeline pipeline;

    CommandConsumer(Pipelines pipelines, CommandFlow flow) {
        pipeline = pipelines.transactional(ConversationCommand.class, flow::on);
    }

    @Incoming("commands")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
