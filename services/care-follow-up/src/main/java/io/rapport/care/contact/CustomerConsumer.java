package io.rapport.care.contact;

import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What customers are called, and what they allow. */
@ApplicationScoped
class CustomerConsumer {
    private final Pipeline pipeline;

    CustomerConsumer(Pipelines pipelines, Customers customers) {
        pipeline = pipelines.projecting(CustomerEvent.class, customers::on, ProfileChanged.class, ConsentChanged.class);
    }

    @Incoming("customers")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
