package io.rapport.email.inbound;

import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.PayloadStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many bytes may be fetched in any span of a length: mail servers lock out who fetches more. Kept in the payload store, so that a
 * start does not begin anew, but for a hundredth.
 */
final class ByteBudget {
    /** What was fetched in one of them is forgotten together. */
    private static final int SLOTS = 60;

    private final long most;
    private final Duration span;
    private final PayloadStore store;
    private final TenantId tenant;
    private final String name;
    private final Clock clock;
    private final Deque<Slot> used = new ArrayDeque<>();
    private long unkept;

    /** @param name of what is kept */
    ByteBudget(long most, Duration span, PayloadStore store, TenantId tenant, String name, Clock clock) {
        this.most = most;
        this.span = span;
        this.store = store;
        this.tenant = tenant;
        this.name = name;
        this.clock = clock;
        this.unkept = -1;
    }

    private record Slot(Instant end, long bytes) {}

    /** Counts the bytes when they may be fetched now; else tells from when on they may. No more than the whole budget at once. */
    synchronized Optional<Instant> take(long bytes) {
        var now = clock.instant();
        if (unkept < 0) {
            restore();
            unkept = 0;
        }
        while (!used.isEmpty() && !used.getFirst().end().plus(span).isAfter(now)) {
            used.removeFirst();
        }
        long free = most - used.stream().mapToLong(Slot::bytes).sum();
        if (bytes > free) {
            for (var slot : used) {
                free += slot.bytes();
                if (bytes <= free) {
                    return Optional.of(slot.end().plus(span));
                }
            }
            throw new IllegalArgumentException(bytes + " bytes are more than the whole budget");
        }
        count(now, bytes);
        return Optional.empty();
    }

    private void count(Instant now, long bytes) {
        var last = used.peekLast();
        if (last != null && last.end().isAfter(now)) {
            used.removeLast();
            used.addLast(new Slot(last.end(), last.bytes() + bytes));
        } else {
            used.addLast(new Slot(now.plus(span.dividedBy(SLOTS)), bytes));
        }
        unkept += bytes;
        if (unkept > most / 100) {
            var content =
                    used.stream().map(slot -> slot.end() + " " + slot.bytes()).collect(Collectors.joining("\n"));
            store.putState(tenant, name, content.getBytes(StandardCharsets.UTF_8));
            unkept = 0;
        }
    }

    private void restore() {
        store.state(tenant, name).map(content -> new String(content, StandardCharsets.UTF_8)).stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", 2))
                .forEach(words -> used.addLast(new Slot(Instant.parse(words[0]), Long.parseLong(words[1]))));
    }
}
