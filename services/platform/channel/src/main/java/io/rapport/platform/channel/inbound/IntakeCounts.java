package io.rapport.platform.channel.inbound;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.IntakeCounted;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes in over each account and what becomes of it, and tells the log now and then. Whatever was received has exactly
 * one outcome, so that the numbers must add up.
 */
@Singleton
public class IntakeCounts {
    private static final Logger LOG = Logger.getLogger(IntakeCounts.class);

    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final InboundConfig config;
    private final UUID process = UUID.randomUUID();
    private final Instant since;
    private final Map<Side, Numbers> numbers = new ConcurrentHashMap<>();
    private @Nullable Cancellable telling;

    IntakeCounts(Events events, EventPublisher publisher, MeterRegistry metrics, Clock clock, InboundConfig config) {
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
        this.since = clock.instant();
    }

    /** What became of a payload. */
    public enum Outcome {
        PUBLISHED,
        /** As published; the very same bytes had come before. */
        REPEATED,
        QUARANTINED,
        IGNORED,
        DEFERRED
    }

    private record Side(TenantId tenant, Channel channel, String account) {}

    /** Read and written as a whole, so that what is told is of one moment. */
    private static final class Numbers {
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Counter> meters = new EnumMap<>(Outcome.class);
        private final Function<String, Counter> meter;
        private final Counter receivedMeter;
        private long received;
        private boolean untold;

        /** @param meter the metric of what is called so; looked up once, for it is dear for every message */
        Numbers(Function<String, Counter> meter) {
            this.meter = meter;
            this.receivedMeter = meter.apply("received");
        }

        synchronized void receive() {
            received++;
            receivedMeter.increment();
            untold = true;
        }

        synchronized void settle(Outcome outcome) {
            outcomes.merge(outcome, 1L, Long::sum);
            meters.computeIfAbsent(outcome, it -> meter.apply(it.name().toLowerCase(Locale.ROOT)))
                    .increment();
            untold = true;
        }

        /** As long as something is under way there is more to tell. */
        synchronized @Nullable IntakeCounted toTell(Side side, UUID process, Instant since, Instant now) {
            if (!untold) {
                return null;
            }
            untold = outcomes.values().stream().mapToLong(Long::longValue).sum() < received;
            return new IntakeCounted(
                    side.channel,
                    side.account,
                    process,
                    since,
                    received,
                    of(Outcome.PUBLISHED),
                    of(Outcome.REPEATED),
                    of(Outcome.QUARANTINED),
                    of(Outcome.IGNORED),
                    of(Outcome.DEFERRED),
                    now);
        }

        synchronized void tellAgain() {
            untold = true;
        }

        private long of(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    /**
     * Counts one payload.
     *
     * @param taking its way in; what fails counts as deferred
     */
    public Uni<Void> count(TenantId tenant, Channel channel, String account, Uni<Outcome> taking) {
        return Uni.createFrom()
                .deferred(() -> {
                    var settled = receive(tenant, channel, account);
                    return taking.onItemOrFailure()
                            .invoke((outcome, failure) -> settled.accept(failure == null ? outcome : Outcome.DEFERRED));
                })
                .replaceWithVoid();
    }

    /** Counts one payload; whoever takes it says, once, what became of it. */
    public Consumer<Outcome> receive(TenantId tenant, Channel channel, String account) {
        var side = numbers.computeIfAbsent(
                new Side(tenant, channel, account), any -> new Numbers(payloads -> meter(channel, account, payloads)));
        side.receive();
        return side::settle;
    }

    private Counter meter(Channel channel, String account, String payloads) {
        return metrics.counter(
                "rapport.intake", "channel", channel.wireName(), "account", account, "payloads", payloads);
    }

    void start(@Observes StartupEvent started) {
        telling = Multi.createFrom()
                .ticks()
                .every(config.countEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> tell())
                .subscribe()
                .with(told -> LOG.tracef("action=count"), failure -> LOG.errorf(failure, "action=count"));
    }

    private Uni<Void> tell() {
        var now = clock.instant();
        return Multi.createFrom()
                .iterable(List.copyOf(numbers.entrySet()))
                .onItem()
                .transformToUniAndConcatenate(entry -> tell(entry.getKey(), entry.getValue(), now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell(Side side, Numbers all, Instant now) {
        var counted = all.toTell(side, process, since, now);
        if (counted == null) {
            return Uni.createFrom().voidItem();
        }
        var key = DeterministicId.of("account", side.tenant.value(), side.channel.wireName(), side.account);
        return publisher
                .publish(Topics.ACCOUNTS, events.begin(side.tenant, key, counted))
                .onFailure()
                .recoverWithUni(away -> {
                    all.tellAgain();
                    return Uni.createFrom().voidItem();
                });
    }

    @PreDestroy
    void stop() {
        if (telling != null) {
            telling.cancel();
        }
    }
}
