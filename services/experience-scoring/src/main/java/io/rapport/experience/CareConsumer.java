package io.rapport.experience;

import io.rapport.contracts.care.CareEvent;
import io.rapport.contracts.care.RecoveryApologised;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.experience.score.application.RecoveryFlow;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What care made good. */
@ApplicationScoped
class CareConsumer {
    private final Pipeline pipeline;

    CareConsumer(Pipelines pipelines, RecoveryFlow recoveries) {
        pipeline = pipelines.transactional(
                CareEvent.class, recoveries::on, RecoveryApologised.class, RecoveryClosed.class);
    }

    @Incoming("care")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
