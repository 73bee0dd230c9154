package io.rapport.care.agent;

import io.rapport.contracts.agents.AgentEvent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Who works here and who is there. */
@ApplicationScoped
class AgentConsumer {
    private final Pipeline pipeline;

    AgentConsumer(Pipelines pipelines, Agents agents) {
        pipeline = pipelines.projecting(AgentEvent.class, agents::on);
    }

    @Incoming("agents")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
