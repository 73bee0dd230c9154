package io.rapport.email.outbound;

import io.rapport.contracts.Event;
import io.rapport.contracts.outbound.OutboundCommand;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.outbound.ChannelCapabilities;
import io.rapport.platform.channel.outbound.OutboundFlow;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Sends what the platform asks to be sent by mail. */
@ApplicationScoped
class SendMessageConsumer {
    /** Half the size at which many servers begin to refuse mail, since encoding can double a text. */
    private static final ChannelCapabilities MAIL = new ChannelCapabilities(5_000_000);

    private final Pipeline pipeline;

    SendMessageConsumer(Pipelines pipelines, OutboundFlow flow, Provider provider) {
        pipeline = pipelines.effects(OutboundCommand.class, command -> switch (command.data()) {
            case SendMessage message -> flow.send(new Event<>(command.envelope(), message), provider, MAIL);
        });
    }

    @Incoming("outbound")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
