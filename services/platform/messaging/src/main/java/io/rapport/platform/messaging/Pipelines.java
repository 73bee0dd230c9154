package io.rapport.platform.messaging;

import io.opentelemetry.api.trace.Tracer;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.conversations.ConversationCommand;
import io.rapport.contracts.outbound.OutboundCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Builds pipelines: {@code Tracing(Isolating(Retrying(Transactional(handler))))}. */
@Singleton
public class Pipelines {
    private final EventCodec codec;
    private final Instance<Pool> pool;
    private final DeadLetters deadLetters;
    private final Meters meters;
    private final Postponements postponements;
    private final Waiting waiting;
    private final MessagingConfig config;
    private final Tracer tracer;
    private final boolean untraced;
    private final String group;

    Pipelines(
            EventCodec codec,
            Instance<Pool> pool,
            DeadLetters deadLetters,
            Meters meters,
            Postponements postponements,
            Waiting waiting,
            MessagingConfig config,
            Tracer tracer,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.codec = codec;
        this.pool = pool;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.postponements = postponements;
        this.waiting = waiting;
        this.config = config;
        this.tracer = tracer;
        this.untraced = untraced;
        this.group = group;
    }

    /**
     * A pipeline into a handler with a database: one transaction a batch, every event handled once.
     *
     * @param stream the sealed interface of the topic's events
     * @param only the events wanted, all when none are named; others are passed over without being read
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> Pipeline transactional(Class<T> stream, BatchHandler<T> handler, Class<? extends T>... only) {
        return pipeline(
                stream,
                patient(new Transactional<>(pool.get(), handler, meters, new Novelty())),
                types(Arrays.asList(only)));
    }

    /**
     * A pipeline into a projection: one transaction a batch. Repetitions reach the handler, which must come to the same rows
     * however often and in whatever order it is told; in return no event costs a row in the inbox.
     *
     * @param stream the sealed interface of the topic's events
     * @param only the events wanted, all when none are named; others are passed over without being read
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> Pipeline projecting(Class<T> stream, BatchHandler<T> handler, Class<? extends T>... only) {
        return pipeline(
                stream,
                patient(new Projecting<>(pool.get(), handler, handler, meters, new Novelty())),
                types(Arrays.asList(only)));
    }

    /**
     * As {@link #transactional(Class, BatchHandler, Class[])}, for a channel of several topics: what was read of them in one go is one
     * batch, the topics one after the other.
     *
     * @param wanted the events, of any stream; others are passed over without being read
     */
    public Pipeline transactional(BatchHandler<Object> handler, List<Class<?>> wanted) {
        return pipeline(wanted, patient(new Transactional<>(pool.get(), handler, meters, new Novelty())));
    }

    /** As {@link #projecting(Class, BatchHandler, Class[])}, for a channel of several topics. */
    public Pipeline projecting(BatchHandler<Object> handler, List<Class<?>> wanted) {
        return projecting(handler, handler, wanted);
    }

    /**
     * As {@link #projecting(BatchHandler, List)}, for rows that are new nearly always: to write them without looking costs half.
     *
     * @param handler takes the rows for new, and fails where one is there already
     * @param again what happens then, from the start: it writes whatever is there
     */
    public Pipeline projecting(BatchHandler<Object> handler, BatchHandler<Object> again, List<Class<?>> wanted) {
        return pipeline(wanted, patient(new Projecting<>(pool.get(), handler, again, meters, new Novelty())));
    }

    /** A pipeline into a handler without a database; repetitions reach it, and what it postpones waits on the retry topic. */
    public <T> Pipeline effects(Class<T> stream, EffectHandler<T> handler) {
        Step<T> one = batch -> handler.handle(batch.getFirst().event()).invoke(() -> meters.handled(batch, batch));
        Step<T> patient = new Postponing<>(new Retrying<>(one, config, waiting), postponements);
        Step<T> step = new Effects<>(new Isolating<>(patient, deadLetters), config.concurrentKeys());
        return pipeline(stream, step, Set.of());
    }

    private <T> Step<T> patient(Step<T> step) {
        return new Isolating<>(new Retrying<>(step, config, waiting), deadLetters);
    }

    private static Set<String> types(List<? extends Class<?>> only) {
        var types = new HashSet<String>();
        for (var type : only) {
            types.addAll(Contracts.typesOf(type).keySet());
        }
        return types;
    }

    private <T> Pipeline pipeline(Class<T> stream, Step<T> step, Set<String> wanted) {
        return pipeline(codec.reader(stream), step, wanted, isOfCommands(stream));
    }

    private Pipeline pipeline(List<Class<?>> wanted, Step<Object> step) {
        var streams = Contracts.STREAMS.stream()
                .filter(stream -> wanted.stream().anyMatch(stream::isAssignableFrom))
                .toList();
        return pipeline(
                codec.reader(streams), step, types(wanted), streams.stream().anyMatch(Pipelines::isOfCommands));
    }

    private static boolean isOfCommands(Class<?> stream) {
        return stream == OutboundCommand.class || stream == ConversationCommand.class;
    }

    private <T> Pipeline pipeline(EventCodec.Reader<T> reader, Step<T> step, Set<String> wanted, boolean commands) {
        Step<T> traced = untraced ? step : new Tracing<>(step, tracer, group);
        return records -> process(records, reader, traced, wanted, commands);
    }

    private <T> Uni<Void> process(
            ConsumerRecords<String, byte[]> records,
            EventCodec.Reader<T> reader,
            Step<T> step,
            Set<String> wanted,
            boolean commands) {
        var batch = new ArrayList<Received<T>>(records.count());
        Uni<Void> burials = Uni.createFrom().voidItem();
        for (var in : records) {
            var type = EventCodec.typeOf(in);
            if (isForAnotherGroup(in) || isUnwanted(type, wanted, reader)) {
                continue;
            }
            if (type != null && !reader.knows(type) && !commands) {
                // a newer writer's event is not ours to judge; a command nobody understands is somebody's lost wish
                meters.unknown(in.topic());
                continue;
            }
            try {
                batch.add(new Received<>(in, reader.decode(in)));
            } catch (Undecodable poison) {
                burials = burials.chain(() -> deadLetters.bury(in, poison));
            }
        }
        return batch.isEmpty() ? burials : burials.chain(() -> step.apply(batch));
    }

    private static <T> boolean isUnwanted(@Nullable String type, Set<String> wanted, EventCodec.Reader<T> reader) {
        return type != null && !wanted.isEmpty() && reader.knows(type) && !wanted.contains(type);
    }

    private boolean isForAnotherGroup(ConsumerRecord<String, byte[]> in) {
        var replayFor = EventCodec.header(in, DeadLetters.REPLAY_FOR);
        return replayFor != null && !replayFor.equals(group);
    }
}
