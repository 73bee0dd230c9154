package io.rapport.experience;

import static io.rapport.platform.messaging.BatchHandler.only;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.experience.balance.ContactDays;
import io.rapport.experience.score.application.BreachFlow;
import io.rapport.experience.survey.application.AskingFlow;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** What customers live through: every message, for the balance; a conversation's end, to ask about; a wait that was too long. */
@ApplicationScoped
class ServiceConsumer {
    private final ContactDays days;
    private final BreachFlow breaches;
    private final AskingFlow asking;
    private final Pipeline pipeline;

    ServiceConsumer(Pipelines pipelines, ContactDays days, BreachFlow breaches, AskingFlow asking) {
        this.days = days;
        this.breaches = breaches;
        this.asking = asking;
        this.pipeline = pipelines.transactional(
                this::on,
                List.of(MessageReceived.class, MessageSent.class, ConversationResolved.class, SlaBreached.class));
    }

    @Incoming("service")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    private Uni<Void> on(SqlConnection tx, List<Event<Object>> events) {
        return breaches.on(tx, only(SlaBreached.class, events))
                .chain(() -> asking.on(tx, only(ConversationResolved.class, events)))
                // last, since all of a tenant's messages of a day count in one row
                .chain(() -> days.count(tx, only(InteractionEvent.class, events)));
    }
}
