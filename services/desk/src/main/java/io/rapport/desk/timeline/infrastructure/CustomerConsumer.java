package io.rapport.desk.timeline.infrastructure;

import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.desk.timeline.application.CustomerProjection;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads customers from the log. */
@ApplicationScoped
class CustomerConsumer {
    private final Pipeline pipeline;

    CustomerConsumer(Pipelines pipelines, CustomerProjection projection) {
        pipeline = pipelines.projecting(CustomerEvent.class, projection::on, ProfileChanged.class);
    }

    @Incoming("customers")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
