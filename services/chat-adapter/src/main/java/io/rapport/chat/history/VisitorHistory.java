package io.rapport.chat.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.store.PayloadStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every message of a chat, both ways, in the payload store, numbered from 1 without a gap, so that a visitor who comes back is given
 * what is missing, by whichever process and after any restart.
 *
 * <p>A number is taken by writing it if it is absent. A hint, renewed with each line, tells where to look for the last one; a
 * writer that dies before it leaves an older one, and the search goes on from there. Whoever keeps the store may remove objects
 * by their age: the oldest lines go first and the hint with the last one, whose numbers then begin again.
 */
@Singleton
public class VisitorHistory {
    private static final int REMEMBERED = 10_000;

    private final PayloadStore store;
    private final ObjectMapper json;
    /** What was last added here to the chats that are on: mostly nobody has added anything since, and it is asked for at once. */
    private final Map<Chat, Last> lately = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Chat, Last> eldest) {
            return size() > REMEMBERED;
        }
    });

    private record Chat(TenantId tenant, ThreadId thread) {}

    private record Last(long number, Line line) {}

    public VisitorHistory(PayloadStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** Adds a line and gives its number; the same line as the last one before is not added again. */
    public Uni<Long> append(TenantId tenant, ThreadId thread, Line line) {
        return inStore(() -> write(tenant, thread, line));
    }

    /** The line of a number, if it is written. */
    public Uni<Optional<Line>> at(TenantId tenant, ThreadId thread, long number) {
        var known = lately.get(new Chat(tenant, thread));
        return known != null && known.number == number
                ? Uni.createFrom().item(Optional.of(known.line))
                : inStore(() -> read(tenant, thread, number));
    }

    /**
     * From where on a visitor who has everything up to a number is given what is kept: that number, a later one when what
     * follows it is gone, 0 when it was never written.
     */
    public Uni<Long> resume(TenantId tenant, ThreadId thread, long after) {
        return inStore(() -> {
            long last = last(tenant, thread);
            return before(tenant, thread, after > last ? 0 : after, last);
        });
    }

    /** The numbers up to this one that are not marked with the status, lowest first; none when it is not written. */
    public Uni<List<Long>> unmarked(TenantId tenant, ThreadId thread, DeliveryStatus status, long upTo) {
        return inStore(() -> {
            var numbers = new ArrayDeque<Long>();
            for (long number = upTo;
                    isTaken(tenant, thread, number) && !isMarked(tenant, thread, status, number);
                    number--) {
                numbers.addFirst(number);
            }
            return List.copyOf(numbers);
        });
    }

    /** Marks how far a line got; go from the lowest to the highest, so that none is left behind. */
    public Uni<Void> mark(TenantId tenant, ThreadId thread, DeliveryStatus status, long number) {
        return inStore(() -> store.putIfAbsent(tenant, markName(thread, status, number), new byte[0]))
                .replaceWithVoid();
    }

    private long write(TenantId tenant, ThreadId thread, Line line) {
        var bytes = bytes(line);
        var known = lately.get(new Chat(tenant, thread));
        if (known != null) {
            if (line.isSame(known.line)) {
                return known.number;
            }
            if (take(tenant, thread, known.number + 1, line, bytes)) {
                return known.number + 1;
            }
        }
        for (long last = last(tenant, thread); ; last++) {
            // A crash after writing and before the command was marked as done brings the command again.
            if (read(tenant, thread, last).filter(line::isSame).isPresent()) {
                return last;
            }
            if (take(tenant, thread, last + 1, line, bytes)) {
                return last + 1;
            }
        }
    }

    private boolean take(TenantId tenant, ThreadId thread, long number, Line line, byte[] bytes) {
        if (!store.putIfAbsent(tenant, name(thread, number), bytes)) {
            return false;
        }
        store.replace(tenant, hintName(thread), Long.toString(number).getBytes(UTF_8));
        lately.put(new Chat(tenant, thread), new Last(number, line));
        return true;
    }

    /** The greatest number that is taken: from the hint on in steps that double until free, then halved. */
    private long last(TenantId tenant, ThreadId thread) {
        long taken = store.read(tenant, hintName(thread))
                .map(hint -> Long.parseLong(new String(hint, UTF_8)))
                .orElse(0L);
        long free = taken + 1;
        for (long step = 1; isTaken(tenant, thread, free); step *= 2) {
            taken = free;
            free += step;
        }
        while (free - taken > 1) {
            long middle = (taken + free) / 2;
            if (isTaken(tenant, thread, middle)) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return taken;
    }

    /** The greatest number, from this one on, that a line which is kept follows. */
    private long before(TenantId tenant, ThreadId thread, long gone, long last) {
        if (gone >= last || isTaken(tenant, thread, gone + 1)) {
            return gone;
        }
        long kept = last + 1;
        while (kept - gone > 1) {
            long middle = (gone + kept) / 2;
            if (isTaken(tenant, thread, middle)) {
                kept = middle;
            } else {
                gone = middle;
            }
        }
        return gone;
    }

    private boolean isTaken(TenantId tenant, ThreadId thread, long number) {
        return store.read(tenant, name(thread, number)).isPresent();
    }

    private boolean isMarked(TenantId tenant, ThreadId thread, DeliveryStatus status, long number) {
        return store.read(tenant, markName(thread, status, number)).isPresent();
    }

    private Optional<Line> read(TenantId tenant, ThreadId thread, long number) {
        return store.read(tenant, name(thread, number)).map(bytes -> {
            try {
                return json.readValue(bytes, Line.class);
            } catch (IOException e) {
                throw new UncheckedIOException("Line " + number + " of thread " + thread + " is unreadable", e);
            }
        });
    }

    private byte[] bytes(Line line) {
        try {
            return json.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(ThreadId thread, long number) {
        return "chat-" + thread + "-" + number;
    }

    private static String hintName(ThreadId thread) {
        return "chat-" + thread + "-last";
    }

    private static String markName(ThreadId thread, DeliveryStatus status, long number) {
        return name(thread, number) + "-" + status.name().toLowerCase(Locale.ROOT);
    }

    /** The store blocks. */
    private static <T> Uni<T> inStore(Supplier<T> call) {
        return Uni.createFrom().item(call).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
