package io.rapport.routing.presence;

import io.rapport.contracts.agents.AgentEvent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AgentConsumer {
    private final Pipeline pipeline;

    AgentConsumer(Pipelines pipelines, PresenceFlow flow) {
        pipeline = pipelines.transactional(AgentEvent.class, flow::on);
    }

    @Incoming("agents")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
