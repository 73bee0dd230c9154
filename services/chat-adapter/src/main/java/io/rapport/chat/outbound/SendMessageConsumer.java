package io.rapport.chat.outbound;

import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.OutboundCommand;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.outbound.OutboundFlow;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Sends what the platform asks to be sent by chat. */
@ApplicationScoped
class SendMessageConsumer {
    private static final DeliveryFailure NO_ACCOUNT = new DeliveryFailure(
            Reason.PROVIDER_UNAVAILABLE, null, "The site this conversation is held on is not configured any more.");

    private final Accounts accounts;
    private final OutboundFlow flow;
    private final Pipeline pipeline;

    SendMessageConsumer(Pipelines pipelines, Accounts accounts, OutboundFlow flow) {
        this.accounts = accounts;
        this.flow = flow;
        this.pipeline = pipelines.effects(OutboundCommand.class, command -> switch (command.data()) {
            case SendMessage message -> send(new Event<>(command.envelope(), message));
        });
    }

    @Incoming("outbound")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    /** A command nobody can carry out is told and kept: it can be replayed once its account is configured. */
    private Uni<Void> send(Event<SendMessage> command) {
        var account =
                accounts.of(command.envelope().tenant(), command.data().thread().account());
        return account.isPresent()
                ? flow.send(command, account.get().provider(), account.get().capabilities())
                : flow.refuse(command, NO_ACCOUNT)
                        .chain(() -> Uni.createFrom()
                                .failure(new IllegalStateException(
                                        "No account is configured for the command's thread")));
    }
}
