package io.rapport.platform.outbox;

import static io.rapport.platform.messaging.BatchHandler.only;

import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentEvent;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.CustomerEvent;
import io.rapport.contracts.outbound.OutboundCommand;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.rapport.platform.messaging.Statements;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Notes every agent's name; "poison" makes it fail for good, "patience" makes it fail a few times, "refused" and "deadlock" make
 * the database do so.
 */
@Singleton
public class ObedientConsumer {
    final AtomicInteger impatience = new AtomicInteger(3);
    final AtomicInteger deadlocks = new AtomicInteger(2);
    final List<UUID> effects = new CopyOnWriteArrayList<>();

    private final Pipeline agents;
    private final Pipeline commands;
    private final Pipeline several;
    private final Outbox outbox;
    private final Events events;

    ObedientConsumer(Pipelines pipelines, Outbox outbox, Events events) {
        this.outbox = outbox;
        this.events = events;
        this.agents = pipelines.transactional(AgentEvent.class, this::note, AgentProfileChanged.class);
        this.commands = pipelines.effects(OutboundCommand.class, command -> {
            effects.add(command.envelope().id());
            return Uni.createFrom().voidItem();
        });
        this.several = pipelines.projecting(this::noteAny, List.of(RecoveryClosed.class, CustomerEvent.class));
    }

    @Produces
    @Singleton
    static Cleaned seen() {
        return new Cleaned("seen", "at", Duration.ofDays(30));
    }

    @Incoming("agents")
    Uni<Void> consumeAgents(ConsumerRecords<String, byte[]> records) {
        return agents.process(records);
    }

    @Incoming("commands")
    Uni<Void> consumeCommands(ConsumerRecords<String, byte[]> records) {
        return commands.process(records);
    }

    @Incoming("several")
    Uni<Void> consumeSeveral(ConsumerRecords<String, byte[]> records) {
        return several.process(records);
    }

    private Uni<Void> noteAny(SqlConnection transaction, List<Event<Object>> batch) {
        var notes = new ArrayList<String>();
        only(RecoveryClosed.class, batch)
                .forEach(closed -> notes.add(closed.data().note()));
        only(ConsentChanged.class, batch)
                .forEach(consent -> notes.add(consent.data().evidence()));
        if (notes.stream().anyMatch(it -> it.startsWith("poison"))) {
            throw new IllegalStateException("I was told to fail");
        }
        return transaction
                .preparedQuery("insert into seen (tenant, name) select 'default', unnest($1::text[])")
                .execute(Tuple.of(notes.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> note(SqlConnection transaction, List<Event<AgentEvent>> batch) {
        var statements = new ArrayList<Uni<Void>>();
        var rows = new ArrayList<Tuple>();
        var outgoing = new ArrayList<Outgoing>();
        for (var event : batch) {
            var profile = (AgentProfileChanged) event.data();
            statements.addAll(faults(transaction, profile.displayName()));
            rows.add(Tuple.of(event.envelope().tenant().value(), profile.displayName()));
            outgoing.add(new Outgoing(
                    Topics.AGENTS,
                    events.causedBy(event.envelope(), profile.agentId().value(), profile)));
        }
        statements.add(transaction
                .preparedQuery("insert into seen (tenant, name) values ($1, $2)")
                .executeBatch(rows)
                .replaceWithVoid());
        statements.add(outbox.append(transaction, outgoing));
        return Statements.together(statements).invoke(() -> batch.forEach(this::failIfTold));
    }

    /** A statement that fails, with others behind it that fail only because of it. */
    private List<Uni<Void>> faults(SqlConnection transaction, String name) {
        if (name.startsWith("refused")) {
            return List.of(transaction.query("select 1 / 0").execute().replaceWithVoid());
        }
        return name.startsWith("deadlock") && deadlocks.getAndDecrement() > 0
                ? List.of(transaction
                        .query("do 'begin raise deadlock_detected; end'")
                        .execute()
                        .replaceWithVoid())
                : List.of();
    }

    private void failIfTold(Event<AgentEvent> event) {
        var name = ((AgentProfileChanged) event.data()).displayName();
        if (name.startsWith("poison")) {
            throw new IllegalStateException("I was told to fail");
        }
        if (name.startsWith("patience") && impatience.getAndDecrement() > 0) {
            throw new TransientFailure("I was told to wait");
        }
    }
}
