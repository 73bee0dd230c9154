package io.rapport.sms.provider.twilio;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which messages have come, and since when that is noted.
 *
 * <p>Those of a minute are one object in the payload store: a marker for each would cost more than the message. What a crash takes of
 * the last minute is fetched once more by the next comparison, and is the same event.
 */
@Singleton
class TwilioSeen {
    private static final Logger LOG = Logger.getLogger(TwilioSeen.class);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(20);
    private static final int MANY = 5_000;
    /** Our clock may be behind Twilio's. */
    private static final int MINUTES_BEFORE = 1;
    /** What came later than that is fetched once more, and is the same event. */
    private static final int MINUTES_AFTER = 5;

    private final PayloadStore store;
    private final Clock clock;
    private final Map<Minute, Set<String>> unkept = new ConcurrentHashMap<>();
    private @Nullable Cancellable keeping;

    TwilioSeen(PayloadStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Minute(TenantId tenant, String number, Instant begin) {
        static Minute of(Account account, Instant at) {
            return new Minute(account.tenant(), account.address(), at.truncatedTo(ChronoUnit.MINUTES));
        }

        Minute plus(int minutes) {
            return new Minute(tenant, number, begin.plus(minutes, ChronoUnit.MINUTES));
        }

        /** Several processes note the same minute, and one may do so several times. */
        String name(int part) {
            return "twilio-seen-" + DeterministicId.of(number) + '-' + begin.getEpochSecond() + '-' + part;
        }
    }

    void start(@Observes StartupEvent started) {
        keeping = Multi.createFrom()
                .ticks()
                .every(KEEP_EVERY)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(
                        tick -> {
                            var now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
                            unkept.keySet().stream()
                                    .filter(it -> it.begin().isBefore(now))
                                    .forEach(this::keep);
                        },
                        failure -> LOG.errorf(failure, "action=keep-seen"));
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (keeping != null) {
            keeping.cancel();
        }
        unkept.keySet().forEach(this::keep);
    }

    /** Notes that a message is here. */
    void note(Account account, String sid, Instant at) {
        var minute = Minute.of(account, at);
        var sids = unkept.compute(minute, (any, noted) -> {
            Set<String> all = noted == null ? ConcurrentHashMap.newKeySet() : noted;
            all.add(sid);
            return all;
        });
        if (sids != null && sids.size() % MANY == 0) {
            Infrastructure.getDefaultWorkerPool().execute(() -> keep(minute));
        }
    }

    /** One at a time, for each takes the next free name. */
    private synchronized void keep(Minute minute) {
        var sids = List.copyOf(unkept.getOrDefault(minute, Set.of()));
        if (sids.isEmpty()) {
            return;
        }
        var content = String.join("\n", sids).getBytes(StandardCharsets.UTF_8);
        try {
            int part = 0;
            while (!store.putIfAbsent(minute.tenant(), minute.name(part), content)) {
                part++;
            }
        } catch (RuntimeException away) {
            LOG.warnf("action=keep-seen cause=%s", away.getClass().getSimpleName());
            return;
        }
        // not before it can be read
        unkept.computeIfPresent(minute, (any, all) -> {
            sids.forEach(all::remove);
            return all.isEmpty() ? null : all;
        });
    }

    /** Whether a message that was sent then is here; fails with {@link TransientFailure} while the store is away. */
    Uni<Boolean> has(Account account, String sid, Instant sent) {
        return StoreCall.of(() -> {
            var minute = Minute.of(account, sent);
            for (int offset = -MINUTES_BEFORE; offset <= MINUTES_AFTER; offset++) {
                if (isIn(minute.plus(offset), sid)) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean isIn(Minute minute, String sid) {
        if (unkept.getOrDefault(minute, Set.of()).contains(sid)) {
            return true;
        }
        for (int part = 0; ; part++) {
            Optional<byte[]> kept = store.read(minute.tenant(), minute.name(part));
            if (kept.isEmpty()) {
                return false;
            }
            if (new String(kept.get(), StandardCharsets.UTF_8).lines().anyMatch(sid::equals)) {
                return true;
            }
        }
    }

    /** The first time this is asked for the account it is {@code now}. */
    Uni<Instant> since(Account account, Instant now) {
        return StoreCall.of(() -> {
            var name = "twilio-since-" + DeterministicId.of(account.address());
            var known = store.state(account.tenant(), name);
            if (known.isEmpty()) {
                store.putState(account.tenant(), name, now.toString().getBytes(StandardCharsets.UTF_8));
            }
            return known.map(bytes -> Instant.parse(new String(bytes, StandardCharsets.UTF_8)))
                    .orElse(now);
        });
    }
}
