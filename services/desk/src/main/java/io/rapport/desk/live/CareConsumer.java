package io.rapport.desk.live;

import io.rapport.contracts.Event;
import io.rapport.contracts.care.CareEvent;
import io.rapport.desk.change.Changes;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Care keeps its own books; the desk only tells open pages to look again. */
@ApplicationScoped
class CareConsumer {
    private final Pipeline pipeline;

    CareConsumer(Pipelines pipelines) {
        pipeline = pipelines.projecting(CareEvent.class, CareConsumer::announce);
    }

    @Incoming("care")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    private static Uni<Void> announce(SqlConnection tx, List<Event<CareEvent>> events) {
        var changes = new Changes();
        events.forEach(event -> changes.add(
                Changes.Kind.CARE,
                event.envelope().tenant(),
                event.data().customerId().value()));
        return changes.announce(tx);
    }
}
