package io.rapport.sms.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Joins the segments of long messages, in whatever order and however often they come.
 *
 * <p>Segments wait as markers in the payload store, so that any process may bring the last one. A message is told when it is
 * complete, else after a time as far as it is there; what comes later is told by itself. Beside them stands a list of what
 * waits, in slots by time, in which a process that starts finds what another one has left.
 */
@Singleton
public class PartFlow implements AccountLine {
    private static final Logger LOG = Logger.getLogger(PartFlow.class);
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Of the list of what waits; how far back a start looks is how long an outage may be. */
    private static final Duration SLOT = Duration.ofMinutes(10);

    private static final Duration LOOK_BACK = Duration.ofDays(1);

    /** Stands for segments that never came. */
    private static final String GAP = "[…]";

    private final SmsInbound inbound;
    private final PayloadStore store;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final PartConfig config;
    private final Map<String, Places> places = new ConcurrentHashMap<>();

    PartFlow(
            SmsInbound inbound,
            PayloadStore store,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock,
            PartConfig config) {
        this.inbound = inbound;
        this.store = store;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
        this.config = config;
    }

    /** A segment that waits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Waiting(Part part, byte[] payload, Instant at) {}

    /** The segments last told under a reference. */
    record Told(Set<String> ids, boolean complete, Instant at) {}

    /** Gives up what waited when a process ended. */
    @Override
    public Optional<AutoCloseable> open(Account account) {
        StoreCall.of(() -> left(account))
                .onFailure()
                .retry()
                .withBackOff(PAUSE)
                .atMost(ATTEMPTS)
                .subscribe()
                .with(
                        left -> left.forEach(it -> giveUpLater(account, it.part(), it.at())),
                        failure -> LOG.errorf(failure, "action=resume-parts account=%s", account.id()));
        return Optional.empty();
    }

    private List<Waiting> left(Account account) {
        var left = new ArrayList<Waiting>();
        var now = clock.instant();
        for (long slot = slot(now.minus(LOOK_BACK)); slot <= slot(now); slot++) {
            for (int i = 0; ; i++) {
                var found = read(account, listed(account, slot, i), Waiting.class);
                if (found.isEmpty()) {
                    break;
                }
                left.add(found.get());
            }
        }
        return left;
    }

    private void list(Account account, Waiting waiting) {
        long slot = slot(waiting.at());
        var places = this.places.compute(
                account.id(), (id, last) -> last == null || last.slot() != slot ? new Places(slot) : last);
        boolean done = false;
        while (!done) {
            // another process may have taken the place
            done = store.putIfAbsent(
                    account.tenant(), listed(account, slot, places.next().getAndIncrement()), bytes(waiting));
        }
    }

    /** Where a slot of the list may be free, as far as this process knows. */
    private record Places(long slot, AtomicInteger next) {
        Places(long slot) {
            this(slot, new AtomicInteger());
        }
    }

    private static long slot(Instant at) {
        return at.getEpochSecond() / SLOT.toSeconds();
    }

    private static String listed(Account account, long slot, int place) {
        return "parts-waiting-" + DeterministicId.of(account.address()) + "-" + slot + "-" + place;
    }

    /** Completes when the segment is kept and, if it was the last one, the message is safe on the log. */
    public Uni<Void> take(Account account, byte[] payload, Part part) {
        return StoreCall.of(() -> keep(account, payload, part)).chain(kept -> switch (kept) {
            case KNOWN -> Uni.createFrom().voidItem();
            case LATE -> inbound.take(account, payload, () -> List.of(message(account, List.of(part))));
            case WAITING ->
                tellComplete(account, part)
                        .invoke(complete -> {
                            if (!complete) {
                                giveUpLater(account, part, clock.instant());
                            }
                        })
                        .replaceWithVoid();
        });
    }

    private enum Kept {
        WAITING,
        LATE,
        KNOWN
    }

    private Kept keep(Account account, byte[] payload, Part part) {
        var told = told(account, part);
        if (told.isPresent() && told.get().ids().contains(part.providerMessageId())) {
            return Kept.KNOWN;
        }
        if (told.isPresent() && !told.get().complete()) {
            return Kept.LATE;
        }
        store.replace(
                account.tenant(),
                name(account, part, part.number()),
                bytes(new Waiting(part, payload, clock.instant())));
        return Kept.WAITING;
    }

    /** Whether there is nothing more to wait for. */
    private Uni<Boolean> tellComplete(Account account, Part part) {
        return StoreCall.of(() -> {
                    var waiting = waiting(account, part, clock.instant());
                    // one of those that wait stands for all of them
                    if (waiting.size() < part.total()
                            && !waiting.isEmpty()
                            && waiting.getFirst().part().equals(part)) {
                        list(account, waiting.getFirst());
                    }
                    return waiting;
                })
                .chain(waiting -> waiting.size() < part.total()
                        ? Uni.createFrom().item(waiting.isEmpty())
                        : tell(account, part, waiting).replaceWith(true));
    }

    /**
     * Marked first, so that a segment that comes meanwhile is told by itself and not as the same message again. Each segment has its
     * own time, and another one's may have come just now: its message is marked before the first of its segments goes.
     */
    private Uni<Void> tellWhatIsThere(Account account, Part part, Instant came) {
        return StoreCall.of(() -> {
                    var waiting = waiting(account, part, came);
                    // the next message may have the number of one that is told: its time is not over
                    if (!ids(waiting).contains(part.providerMessageId()) || isBeingCleared(account, part, waiting)) {
                        return List.<Waiting>of();
                    }
                    mark(account, part, waiting);
                    var now = waiting(account, part, came);
                    return ids(now).containsAll(ids(waiting)) ? now : List.<Waiting>of();
                })
                .chain(waiting -> waiting.isEmpty() ? Uni.createFrom().voidItem() : tell(account, part, waiting));
    }

    /** Whether the segment is told already together with others, of which some are gone. */
    private boolean isBeingCleared(Account account, Part part, List<Waiting> waiting) {
        return told(account, part)
                .map(Told::ids)
                .filter(told ->
                        told.contains(part.providerMessageId()) && !ids(waiting).containsAll(told))
                .isPresent();
    }

    private Uni<Void> tell(Account account, Part part, List<Waiting> waiting) {
        var parts = waiting.stream().map(Waiting::part).toList();
        return inbound.take(account, payload(waiting), () -> List.of(message(account, parts)))
                .chain(() -> StoreCall.of(() -> {
                    mark(account, part, waiting);
                    parts.forEach(it -> store.replace(account.tenant(), name(account, part, it.number()), new byte[0]));
                    count(parts.size() == part.total() ? "joined" : "incomplete");
                    return parts;
                }))
                .replaceWithVoid();
    }

    private void mark(Account account, Part part, List<Waiting> waiting) {
        var told = new Told(ids(waiting), waiting.size() == part.total(), clock.instant());
        store.replace(account.tenant(), name(account, part, 0), bytes(told));
    }

    private static Set<String> ids(List<Waiting> waiting) {
        return waiting.stream().map(it -> it.part().providerMessageId()).collect(Collectors.toSet());
    }

    private void giveUpLater(Account account, Part part, Instant came) {
        var left = Duration.between(clock.instant(), came.plus(config.patience()));
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(left.isPositive() ? left : Duration.ofMillis(1))
                .chain(() -> tellWhatIsThere(account, part, came)
                        .onFailure()
                        .retry()
                        .withBackOff(PAUSE)
                        .atMost(ATTEMPTS))
                .subscribe()
                .with(
                        told -> LOG.debugf("action=give-up-parts account=%s", account.id()),
                        failure -> LOG.errorf(failure, "action=give-up-parts account=%s", account.id()));
    }

    /** What came at about the same time. */
    private List<Waiting> waiting(Account account, Part part, Instant came) {
        return IntStream.rangeClosed(1, part.total())
                .mapToObj(number -> read(account, name(account, part, number), Waiting.class))
                .flatMap(Optional::stream)
                .filter(it -> isNear(it.at(), came))
                .toList();
    }

    private Optional<Told> told(Account account, Part part) {
        return read(account, name(account, part, 0), Told.class).filter(it -> isNear(it.at(), clock.instant()));
    }

    private boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(config.window()) < 0;
    }

    private static Inbound.Message message(Account account, List<Part> parts) {
        var text = new StringBuilder();
        int next = 1;
        for (var part : parts) {
            if (part.number() > next) {
                text.append(GAP);
            }
            text.append(part.text());
            next = part.number() + 1;
        }
        if (next <= parts.getLast().total()) {
            text.append(GAP);
        }
        var first = parts.getFirst();
        return new Inbound.Message(
                first.providerMessageId(),
                account.address(),
                new Party(first.from(), null),
                text.toString(),
                List.of(),
                null);
    }

    /** All of them as they came, one after another. */
    private static byte[] payload(List<Waiting> waiting) {
        var all = new ByteArrayOutputStream();
        for (var one : waiting) {
            all.writeBytes(one.payload());
            all.write('\n');
        }
        return all.toByteArray();
    }

    private static String name(Account account, Part part, int number) {
        return "part-"
                + DeterministicId.of(account.address(), part.from(), part.reference(), Integer.toString(part.total()))
                + "-" + number;
    }

    private <T> Optional<T> read(Account account, String name, Class<T> type) {
        return store.read(account.tenant(), name)
                .filter(bytes -> bytes.length > 0)
                .map(bytes -> {
                    try {
                        return json.readValue(bytes, type);
                    } catch (IOException e) {
                        throw new UncheckedIOException("A segment's marker is unreadable", e);
                    }
                });
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String outcome) {
        metrics.counter("rapport.sms.parts", "outcome", outcome).increment();
    }
}
