package io.rapport.care.contact;

import static io.rapport.platform.messaging.BatchHandler.only;

import io.rapport.contracts.Event;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Every message, to continue its thread and to count what we started; which customers wait for an answer; what they are called, and allow. */
@ApplicationScoped
class ContactConsumer {
    private final Threads threads;
    private final OpenConversations conversations;
    private final Customers customers;
    private final Pipeline pipeline;

    ContactConsumer(Pipelines pipelines, Threads threads, OpenConversations conversations, Customers customers) {
        this.threads = threads;
        this.conversations = conversations;
        this.customers = customers;
        this.pipeline = pipelines.projecting(
                this::on,
                List.of(
                        MessageReceived.class,
                        MessageSent.class,
                        ConversationOpened.class,
                        ConversationReopened.class,
                        ConversationResolved.class,
                        ProfileChanged.class,
                        ConsentChanged.class));
    }

    @Incoming("contacts")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    /** Always in this order, so that two transactions never wait for each other in a circle. */
    private Uni<Void> on(SqlConnection tx, List<Event<Object>> events) {
        return Statements.together(List.of(
                threads.on(tx, only(InteractionEvent.class, events)),
                conversations.on(tx, only(ConversationEvent.class, events)),
                customers.on(tx, only(CustomerEvent.class, events))));
    }
}
