package io.rapport.chat.provider.websocket;

import io.rapport.chat.history.LineListener;
import io.rapport.contracts.Topics;
import io.rapport.contracts.signals.ChatSignal;
import io.rapport.contracts.signals.LineAdded;
import io.rapport.contracts.signals.TypingNoticed;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Tells every process what has happened in a chat just now, so that a visitor may be connected to any of them: each reads all
 * signals, from the moment it starts. What is missed is found by the browser's next sync.
 */
@ApplicationScoped
class Signals implements LineListener {
    private static final Logger LOG = Logger.getLogger(Signals.class);

    /** Nothing to a visitor, and a record for each line is dear to everyone who reads them all. */
    private static final int GATHERED_MILLIS = 20;

    private static final int FULL = 200;

    private final Connections connections;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Pipeline pipeline;
    private final Map<TenantId, List<Added>> open = new HashMap<>();

    private record Added(ThreadRef thread, long number) {}

    Signals(Connections connections, Events events, EventPublisher publisher, Pipelines pipelines, Clock clock) {
        this.connections = connections;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
        this.pipeline = pipelines.effects(ChatSignal.class, signal -> {
            hear(signal.data());
            return Uni.createFrom().voidItem();
        });
    }

    @Incoming("signals")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }

    @Override
    public void added(TenantId tenant, ThreadRef thread, long number) {
        connections.wake(thread.id(), number);
        gather(tenant, new Added(thread, number));
    }

    private synchronized void gather(TenantId tenant, Added line) {
        var lines = open.get(tenant);
        if (lines == null) {
            var begun = new ArrayList<Added>();
            open.put(tenant, begun);
            var unused = Infrastructure.getDefaultWorkerPool()
                    .schedule(() -> tell(tenant, begun), GATHERED_MILLIS, TimeUnit.MILLISECONDS);
            lines = begun;
        }
        lines.add(line);
        if (lines.size() == FULL) {
            // the next one begins another; this one's time comes in a moment
            open.remove(tenant);
        }
    }

    private void tell(TenantId tenant, List<Added> gathered) {
        synchronized (this) {
            // it may be the next one's time already
            if (gathered.size() < FULL) {
                open.remove(tenant);
            }
        }
        var first = gathered.getFirst();
        var others = gathered.stream()
                .skip(1)
                .map(it -> new LineAdded.Other(it.thread.id(), it.number))
                .toList();
        publish(tenant, first.thread, new LineAdded(first.thread, first.number, clock.instant(), others))
                .subscribe()
                .with(told -> {});
    }

    /** The visitor began or stopped writing. */
    Uni<Void> typing(Session session, boolean typing) {
        var thread = session.thread();
        return publish(
                session.account().tenant(),
                thread,
                new TypingNoticed(thread, Direction.INWARD, null, typing, clock.instant()));
    }

    private void hear(ChatSignal signal) {
        switch (signal) {
            case LineAdded line -> {
                connections.wake(line.thread().id(), line.number());
                var others = line.others();
                if (others != null) {
                    others.forEach(other -> connections.wake(other.thread(), other.number()));
                }
            }
            case TypingNoticed typing -> {
                var author = typing.author();
                if (typing.direction() == Direction.OUTWARD && author != null) {
                    connections.say(typing.thread().id(), new Frame.Say.Typing(author.name(), typing.typing()));
                }
            }
        }
    }

    private Uni<Void> publish(TenantId tenant, ThreadRef thread, ChatSignal signal) {
        return publisher
                .publish(Topics.CHAT_SIGNALS, events.begin(tenant, thread.id().value(), signal))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf(
                            "action=signal-lost thread=%s cause=%s",
                            thread.id(), failure.getClass().getSimpleName());
                    return null;
                });
    }
}
