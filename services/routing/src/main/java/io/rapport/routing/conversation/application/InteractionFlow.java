package io.rapport.routing.conversation.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.Router;
import io.rapport.routing.conversation.model.ThreadKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What customers and we say to each other opens, continues and reopens conversations. */
@ApplicationScoped
public class InteractionFlow {
    private final Turns turns;

    InteractionFlow(Turns turns) {
        this.turns = turns;
    }

    private record Message(ThreadKey thread, Event<InteractionEvent> event) {}

    public Uni<Void> on(SqlConnection transaction, List<Event<InteractionEvent>> events) {
        var messages = new ArrayList<Message>(events.size());
        var threads = new HashSet<ThreadKey>();
        for (var event : events) {
            var thread = threadOf(event.data());
            if (thread != null) {
                var key = new ThreadKey(event.envelope().tenant(), thread);
                messages.add(new Message(key, event));
                threads.add(key);
            }
        }
        return turns.beginOf(transaction, threads)
                .chain(turn -> turns.withAgents(transaction, turn, tenantsThatNeedAgents(turn, messages)))
                .chain(turn -> {
                    messages.forEach(message -> decide(turn, message));
                    return turns.finish(transaction, turn);
                });
    }

    private static Set<TenantId> tenantsThatNeedAgents(Turn turn, List<Message> messages) {
        var tenants = new HashSet<TenantId>();
        for (var message : messages) {
            if (message.event().data() instanceof MessageReceived && Router.mayNeedAgent(turn.find(message.thread()))) {
                tenants.add(message.thread().tenant());
            }
        }
        return tenants;
    }

    private static void decide(Turn turn, Message message) {
        var tenant = message.thread().tenant();
        var known = turn.find(message.thread());
        var router = turn.router(tenant);
        var decision = switch (message.event().data()) {
            case MessageReceived received ->
                router.received(
                        known == null ? Conversation.of(turn.newKey(tenant), received) : known,
                        known == null,
                        message.event().envelope().id(),
                        received);
            case MessageSent sent ->
                router.sent(known == null ? Conversation.of(turn.newKey(tenant), sent) : known, sent);
            case DeliveryUpdated unused -> null;
            case ReactionReceived unused -> null;
            case ConsentDeclared unused -> null;
        };
        if (decision != null) {
            turn.keep(tenant, message.event().envelope(), decision);
        }
    }

    private static @Nullable ThreadId threadOf(InteractionEvent event) {
        return switch (event) {
            case MessageReceived received -> received.thread().id();
            case MessageSent sent -> sent.thread().id();
            case DeliveryUpdated unused -> null;
            case ReactionReceived unused -> null;
            case ConsentDeclared unused -> null;
        };
    }
}
