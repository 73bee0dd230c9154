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
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every message of a chat, both ways, in the payload store, numbered from 1 without a gap, so that a visitor who comes back is given
 * what is missing, by whichever process and after any restart.
 *
 * <p>A chat is a row of segments, objects of {@value #SEGMENT} lines, and a line is written by adding it to the last one. Its number
 * is its place, which is the same for everyone who reads, for nothing that was added changes. What is no line does not count: what a
 * crash left unfinished, what comes behind the last place of a segment, and the line before told again. Who adds finds out so, too,
 * whenever the segment is longer afterwards than it must be.
 *
 * <p>A hint, added to with each further segment, tells which one to look at first, and never goes; the search goes on from there.
 * Whoever keeps the store may remove segments by their age, and thus the oldest first. A chat whose only segment is removed begins
 * again.
 */
@Singleton
public class VisitorHistory {
    private static final int SEGMENT = 64;
    /** RFC 7464, JSON text sequences: so that what is unfinished is known, whatever comes behind it. */
    private static final byte BEGIN = 0x1E;

    private static final byte END = '\n';
    private static final int REMEMBERED = 10_000;
    /** By one worker, one after the other. */
    private static final int WRITTEN_TOGETHER = 8;

    private final PayloadStore store;
    private final ObjectMapper json;
    /** What was last added here to the chats that are on: mostly nobody has added anything since, and it is asked for at once. */
    private final Map<Chat, Last> lately = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Chat, Last> eldest) {
            return size() > REMEMBERED;
        }
    });

    private @Nullable Batch open;

    private static final class Batch {
        private final List<Runnable> writes = new ArrayList<>(WRITTEN_TOGETHER);
    }

    private record Chat(TenantId tenant, ThreadId thread) {}

    /**
     * The last line of a chat.
     *
     * @param line absent when it is gone, or there is none
     * @param size of its segment; negative when there is more in it
     */
    private record Last(long number, @Nullable Line line, long size) {}

    /** @param size of all there is in it */
    private record Segment(List<Line> lines, long size) {
        static final Segment NONE = new Segment(List.of(), 0);

        boolean isFull() {
            return lines.size() == SEGMENT;
        }
    }

    public VisitorHistory(PayloadStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** Adds a line and gives its number; the same line as the last one before is not added again. */
    public Uni<Long> append(TenantId tenant, ThreadId thread, Line line) {
        return Uni.createFrom()
                .emitter(emitter -> gather(() -> {
                    long number;
                    try {
                        number = write(new Chat(tenant, thread), line);
                    } catch (RuntimeException e) {
                        emitter.fail(e);
                        return;
                    }
                    emitter.complete(number);
                }));
    }

    /** What comes before a worker begins is written by the same one: to wake one costs more than to write. */
    private synchronized void gather(Runnable write) {
        var batch = open;
        if (batch == null || batch.writes.size() == WRITTEN_TOGETHER) {
            var begun = new Batch();
            open = begun;
            batch = begun;
            Infrastructure.getDefaultWorkerPool().execute(() -> close(begun).forEach(Runnable::run));
        }
        batch.writes.add(write);
    }

    private synchronized List<Runnable> close(Batch batch) {
        if (open == batch) {
            open = null;
        }
        return batch.writes;
    }

    /** The line of a number, if it is written. */
    public Uni<Optional<Line>> at(TenantId tenant, ThreadId thread, long number) {
        return number < 1
                ? Uni.createFrom().item(Optional.empty())
                : after(tenant, thread, number - 1).map(lines -> lines.stream().findFirst());
    }

    /** Lines that follow a number, in order; none when there is none. */
    public Uni<List<Line>> after(TenantId tenant, ThreadId thread, long number) {
        var chat = new Chat(tenant, thread);
        var known = lately.get(chat);
        return known != null && known.line != null && known.number == number + 1
                ? Uni.createFrom().item(List.of(known.line))
                : inStore(() -> {
                    var lines = read(chat, number / SEGMENT).lines;
                    return lines.subList(Math.min((int) (number % SEGMENT), lines.size()), lines.size());
                });
    }

    /**
     * From where on a visitor who has everything up to a number is given what is kept: that number, a later one when what
     * follows it is gone, 0 when it was never written.
     */
    public Uni<Long> resume(TenantId tenant, ThreadId thread, long after) {
        return inStore(() -> {
            var chat = new Chat(tenant, thread);
            long last = last(chat).number;
            return before(chat, after > last ? 0 : after, last);
        });
    }

    /** The answers up to this number that are not marked with the status, lowest first; none when it is not written. */
    public Uni<List<Long>> unmarked(TenantId tenant, ThreadId thread, DeliveryStatus status, long upTo) {
        return inStore(() -> {
            var chat = new Chat(tenant, thread);
            var numbers = new ArrayDeque<Long>();
            var segment = Segment.NONE;
            for (long number = upTo; number > 0; number--) {
                int place = (int) ((number - 1) % SEGMENT);
                if (number == upTo || place == SEGMENT - 1) {
                    segment = read(chat, (number - 1) / SEGMENT);
                }
                if (place >= segment.lines.size()) {
                    break;
                }
                // nobody asks how far a line of the visitor's own got
                if (segment.lines.get(place).answer() != null) {
                    if (isMarked(tenant, thread, status, number)) {
                        break;
                    }
                    numbers.addFirst(number);
                }
            }
            return List.copyOf(numbers);
        });
    }

    /** Marks how far an answer got; go from the lowest to the highest, so that none is left behind. */
    public Uni<Void> mark(TenantId tenant, ThreadId thread, DeliveryStatus status, long number) {
        return inStore(() -> store.putIfAbsent(tenant, markName(thread, status, number), new byte[0]))
                .replaceWithVoid();
    }

    private long write(Chat chat, Line line) {
        var known = lately.get(chat);
        var last = known == null ? last(chat) : known;
        var bytes = framed(bytes(line));
        // A crash after writing and before the command was marked as done brings the command again.
        while (last.line == null || !line.isSame(last.line)) {
            last = add(chat, last, line, bytes);
        }
        lately.put(chat, last);
        return last.number;
    }

    /** Adds a line behind another, and gives the last line then: another one when there was no place for it. */
    private Last add(Chat chat, Last last, Line line, byte[] bytes) {
        long segment = last.number / SEGMENT;
        boolean isFirst = last.number % SEGMENT == 0;
        long before = isFirst ? 0 : last.size;
        long size = store.append(chat.tenant, name(chat, segment), bytes);
        if (isFirst && segment > 0) {
            store.appendState(
                    chat.tenant, hintName(chat), framed(Long.toString(segment).getBytes(UTF_8)));
        }
        if (size == before + bytes.length) {
            return new Last(last.number + 1, line, size);
        }
        // not the only one who adds, or something unfinished is there
        var there = read(chat, segment);
        for (int place = there.lines.size(); place > 0; place--) {
            if (line.isSame(there.lines.get(place - 1))) {
                return new Last(segment * SEGMENT + place, line, place == there.lines.size() ? there.size : -1);
            }
        }
        return lastOf(segment, there);
    }

    private static Last lastOf(long segment, Segment there) {
        return new Last(
                segment * SEGMENT + there.lines.size(),
                there.lines.isEmpty() ? null : there.lines.getLast(),
                there.size);
    }

    private Last last(Chat chat) {
        long hint = store.state(chat.tenant, hintName(chat))
                .map(VisitorHistory::texts)
                .filter(hints -> !hints.isEmpty())
                .map(hints -> Long.parseLong(hints.getLast()))
                .orElse(0L);
        long segment = hint;
        var there = read(chat, segment);
        while (there.isFull() || (there.lines.isEmpty() && segment > 0 && segment == hint)) {
            var next = read(chat, segment + 1);
            if (next.lines.isEmpty()) {
                // full, or gone
                return new Last((segment + 1) * SEGMENT, there.isFull() ? there.lines.getLast() : null, 0);
            }
            there = next;
            segment++;
        }
        return lastOf(segment, there);
    }

    /** The greatest number, from this one on, that a line which is kept follows. */
    private long before(Chat chat, long after, long last) {
        long gone = after / SEGMENT;
        if (after == last || isKept(chat, gone)) {
            return after;
        }
        long kept = last / SEGMENT + 1;
        while (kept - gone > 1) {
            long middle = (gone + kept) / 2;
            if (isKept(chat, middle)) {
                kept = middle;
            } else {
                gone = middle;
            }
        }
        return Math.min(last, kept * SEGMENT);
    }

    private boolean isKept(Chat chat, long segment) {
        return store.read(chat.tenant, name(chat, segment)).isPresent();
    }

    private boolean isMarked(TenantId tenant, ThreadId thread, DeliveryStatus status, long number) {
        return store.read(tenant, markName(thread, status, number)).isPresent();
    }

    private Segment read(Chat chat, long segment) {
        return store.read(chat.tenant, name(chat, segment)).map(this::segment).orElse(Segment.NONE);
    }

    private Segment segment(byte[] bytes) {
        var lines = new ArrayList<Line>();
        for (var text : texts(bytes)) {
            var line = line(text);
            if (lines.size() < SEGMENT && (lines.isEmpty() || !line.isSame(lines.getLast()))) {
                lines.add(line);
            }
        }
        return new Segment(lines, bytes.length);
    }

    /** What is finished of a sequence. */
    private static List<String> texts(byte[] bytes) {
        var texts = new ArrayList<String>();
        int begin = -1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == BEGIN) {
                begin = i + 1;
            } else if (bytes[i] == END && begin > 0) {
                texts.add(new String(bytes, begin, i - begin, UTF_8));
                begin = -1;
            }
        }
        return texts;
    }

    private static byte[] framed(byte[] text) {
        var bytes = new byte[text.length + 2];
        bytes[0] = BEGIN;
        System.arraycopy(text, 0, bytes, 1, text.length);
        bytes[bytes.length - 1] = END;
        return bytes;
    }

    private Line line(String text) {
        try {
            return json.readValue(text, Line.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A line is unreadable", e);
        }
    }

    private byte[] bytes(Line line) {
        try {
            return json.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Chat chat, long segment) {
        return "chat-" + chat.thread + "-segment-" + segment;
    }

    private static String hintName(Chat chat) {
        return "chat-" + chat.thread + "-last";
    }

    private static String markName(ThreadId thread, DeliveryStatus status, long number) {
        return "chat-" + thread + "-" + number + "-" + status.name().toLowerCase(Locale.ROOT);
    }

    /** The store blocks. */
    private static <T> Uni<T> inStore(Supplier<T> call) {
        return Uni.createFrom().item(call).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
