package io.rapport.load.bench;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** When each mail of a run came to each stage, by its number; times are those of {@link System#nanoTime()}, 0 is never. */
final class Journey {

    static final int LONGEST = 2_000_000;

    /** The stages with a time of their own. */
    enum Stage {
        DUE,
        ACCEPTED,
        RECEIVED,
        ASSIGNED
    }

    private final AtomicLongArray due = new AtomicLongArray(LONGEST);
    private final AtomicLongArray accepted = new AtomicLongArray(LONGEST);
    private final AtomicLongArray received = new AtomicLongArray(LONGEST);
    private final AtomicLongArray assigned = new AtomicLongArray(LONGEST);
    private final AtomicIntegerArray receptions = new AtomicIntegerArray(LONGEST);
    private final AtomicIntegerArray openings = new AtomicIntegerArray(LONGEST);
    private final AtomicIntegerArray assignments = new AtomicIntegerArray(LONGEST);

    /** The platform has answered 250. */
    void accepted(int number, long dueAt, long at) {
        due.set(number, dueAt);
        accepted.set(number, at);
    }

    /** MessageReceived was read from Kafka; the time is the one in it. */
    void received(int number, long at) {
        received.set(number, at);
        receptions.incrementAndGet(number);
    }

    /** ConversationOpened was read from Kafka. */
    void opened(int number) {
        openings.incrementAndGet(number);
    }

    /** ConversationAssigned was read from Kafka, at this time. */
    void assigned(int number, long at) {
        assigned.compareAndSet(number, 0, at);
        assignments.incrementAndGet(number);
    }

    /** How many mails of a range have been assigned. */
    int countAssigned(int first, int count) {
        int done = 0;
        for (int number = first; number < first + count; number++) {
            if (assigned.get(number) != 0) {
                done++;
            }
        }
        return done;
    }

    /** When each mail of a range came to a stage. */
    long[] times(Stage stage, int first, int count) {
        var times = switch (stage) {
            case DUE -> due;
            case ACCEPTED -> accepted;
            case RECEIVED -> received;
            case ASSIGNED -> assigned;
        };
        return IntStream.range(first, first + count).mapToLong(times::get).toArray();
    }

    /** Whether each accepted mail of a range became exactly one of everything. */
    Count count(int first, int count) {
        int acceptedMails = 0;
        int exactlyOnce = 0;
        int missing = 0;
        int repeated = 0;
        for (int number = first; number < first + count; number++) {
            if (accepted.get(number) == 0) {
                continue;
            }
            acceptedMails++;
            int least = Math.min(receptions.get(number), Math.min(openings.get(number), assignments.get(number)));
            int most = Math.max(receptions.get(number), Math.max(openings.get(number), assignments.get(number)));
            if (least == 0) {
                missing++;
            } else if (most > 1) {
                repeated++;
            } else {
                exactlyOnce++;
            }
        }
        return new Count(acceptedMails, exactlyOnce, missing, repeated);
    }

    /**
     * What became of the mails that were answered with 250.
     *
     * @param exactlyOnce those with one MessageReceived, one ConversationOpened and one ConversationAssigned
     */
    record Count(int accepted, int exactlyOnce, int missing, int repeated) {
        boolean isRight() {
            return exactlyOnce == accepted;
        }
    }
}
