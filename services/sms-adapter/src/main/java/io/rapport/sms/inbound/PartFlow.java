package io.rapport.sms.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.account.Account;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Joins the segments of long messages, in whatever order and however often they come.
 *
 * <p>Segments wait as markers in the payload store, so that any process may bring the last one. A message is told when it is
 * complete, else after a time as far as it is there; what comes later is told by itself. A restart forgets the time but not the
 * segments.
 */
@Singleton
public class PartFlow {
    private static final Logger LOG = Logger.getLogger(PartFlow.class);
    private static final int ATTEMPTS = 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** Stands for segments that never came. */
    private static final String GAP = "[…]";

    private final SmsInbound inbound;
    private final PayloadStore store;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final PartConfig config;

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

    /** Completes when the segment is kept and, if it was the last one, the message is safe on the log. */
    public Uni<Void> take(Account account, byte[] payload, Part part) {
        return StoreCall.of(() -> keep(account, payload, part)).chain(kept -> switch (kept) {
            case KNOWN -> Uni.createFrom().voidItem();
            case LATE -> inbound.take(account, payload, () -> List.of(message(account, List.of(part))));
            case WAITING ->
                tellComplete(account, part)
                        .invoke(complete -> {
                            if (!complete) {
                                giveUpLater(account, part);
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
        return StoreCall.of(() -> waiting(account, part))
                .chain(waiting -> waiting.size() < part.total()
                        ? Uni.createFrom().item(waiting.isEmpty())
                        : tell(account, part, waiting).replaceWith(true));
    }

    /** Marked first, so that a segment that comes meanwhile is told by itself and not as the same message again. */
    private Uni<Void> tellWhatIsThere(Account account, Part part) {
        return StoreCall.of(() -> {
                    var waiting = waiting(account, part);
                    if (!waiting.isEmpty()) {
                        mark(account, part, waiting);
                    }
                    return waiting(account, part);
                })
                .chain(waiting -> waiting.isEmpty() ? Uni.createFrom().voidItem() : tell(account, part, waiting));
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
        var told = new Told(
                waiting.stream().map(it -> it.part().providerMessageId()).collect(Collectors.toSet()),
                waiting.size() == part.total(),
                clock.instant());
        store.replace(account.tenant(), name(account, part, 0), bytes(told));
    }

    private void giveUpLater(Account account, Part part) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.patience())
                .chain(() -> tellWhatIsThere(account, part)
                        .onFailure()
                        .retry()
                        .withBackOff(PAUSE)
                        .atMost(ATTEMPTS))
                .subscribe()
                .with(
                        told -> LOG.debugf("action=give-up-parts account=%s", account.id()),
                        failure -> LOG.errorf(failure, "action=give-up-parts account=%s", account.id()));
    }

    private List<Waiting> waiting(Account account, Part part) {
        return IntStream.rangeClosed(1, part.total())
                .mapToObj(number -> read(account, name(account, part, number), Waiting.class))
                .flatMap(Optional::stream)
                .filter(it -> isFresh(it.at()))
                .toList();
    }

    private Optional<Told> told(Account account, Part part) {
        return read(account, name(account, part, 0), Told.class).filter(it -> isFresh(it.at()));
    }

    private boolean isFresh(Instant at) {
        return at.isAfter(clock.instant().minus(config.window()));
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
