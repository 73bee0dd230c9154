package io.rapport.platform.channel.outbound;

import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.OutboundCommand;
import io.rapport.contracts.outbound.ReplayPayload;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.inbound.Replays;
import io.rapport.platform.messaging.EffectHandler;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.rapport.platform.messaging.RetryLane;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Does what the platform asks of an adapter: sends, now or when its provider takes it, and reads again what was set aside. */
@ApplicationScoped
class SendMessageConsumer {
    private static final DeliveryFailure NO_ACCOUNT = new DeliveryFailure(
            Reason.PROVIDER_UNAVAILABLE,
            null,
            "Rule no-account: the account of ours that this conversation is held with is not connected any more.");

    private final Accounts accounts;
    private final OutboundFlow flow;
    private final Replays replays;
    private final RetryLane lane;
    private final Pipeline now;
    private final Pipeline later;

    SendMessageConsumer(Pipelines pipelines, RetryLane lane, Accounts accounts, OutboundFlow flow, Replays replays) {
        this.replays = replays;
        this.accounts = accounts;
        this.flow = flow;
        this.lane = lane;
        this.now = pipelines.effects(OutboundCommand.class, with(flow::send));
        this.later = pipelines.effects(OutboundCommand.class, with(flow::sendAgain));
    }

    @Incoming("outbound")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return now.process(records);
    }

    void openLane(
            @Observes StartupEvent started,
            @ConfigProperty(name = "mp.messaging.incoming.outbound.topic") String topic) {
        lane.open(topic, later);
    }

    private EffectHandler<OutboundCommand> with(BiFunction<Event<SendMessage>, Account, Uni<Void>> send) {
        return command -> switch (command.data()) {
            case SendMessage message -> send(new Event<>(command.envelope(), message), send);
            case ReplayPayload replay -> replays.replay(new Event<>(command.envelope(), replay));
        };
    }

    /** A command nobody can carry out is told and kept: it can be replayed once its account is connected again. */
    private Uni<Void> send(Event<SendMessage> command, BiFunction<Event<SendMessage>, Account, Uni<Void>> send) {
        var account =
                accounts.of(command.envelope().tenant(), command.data().thread().account());
        if (account.isEmpty() && !accounts.isComplete()) {
            return Uni.createFrom().failure(new TransientFailure("The accounts are not all known yet"));
        }
        return account.isPresent()
                ? send.apply(command, account.get())
                : flow.refuse(command, NO_ACCOUNT)
                        .chain(() -> Uni.createFrom()
                                .failure(new IllegalStateException(
                                        "No account is configured for the command's thread")));
    }
}
