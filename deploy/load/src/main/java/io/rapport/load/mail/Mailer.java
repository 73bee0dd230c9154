package io.rapport.load.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends the mails of a run over a few connections that stay open, as a mail server does: what was not taken is sent again with
 * the same Message-ID, until it is.
 */
public final class Mailer {

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Mails mails;
    private final int port;
    private final int connections;
    private final Duration patience;
    private final Log log;
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** Hears what becomes of each mail; called by several threads. */
    public interface Log {
        /**
         * The platform has answered 250.
         *
         * @param due when it should have been sent
         * @param accepted when the answer came
         */
        void accepted(int number, long due, long accepted);
    }

    /** Waits until a mail may be sent, beyond being due; for sending in step with something else. */
    @FunctionalInterface
    public interface Gate {
        void await(int place) throws InterruptedException;
    }

    /**
     * Sends nothing yet.
     *
     * @param patience how long one mail is tried before it counts as lost
     */
    public Mailer(Mails mails, int port, int connections, Duration patience, Log log) {
        this.mails = mails;
        this.port = port;
        this.connections = connections;
        this.patience = patience;
        this.log = log;
    }

    /** Sends mails from this number on until all are sent or the time is over; returns how many were begun. */
    public int send(int first, int count, Pace pace, long until, Gate gate) throws InterruptedException {
        var next = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().name("mailer-" + i).start(() -> {
                try {
                    work(first, count, pace, until, gate, next);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return Math.min(count, next.get());
    }

    /** How often a mail had to be sent again. */
    public int repeats() {
        return repeats.get();
    }

    /** How many were given up. */
    public int lost() {
        return lost.get();
    }

    private void work(int first, int count, Pace pace, long until, Gate gate, AtomicInteger next)
            throws InterruptedException {
        var line = new Line();
        try {
            while (System.nanoTime() - until < 0) {
                int place = next.getAndIncrement();
                if (place >= count) {
                    return;
                }
                long due = pace.due(place);
                for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                    LockSupport.parkNanos(ahead);
                }
                gate.await(place);
                // Without a pace there is no schedule that could be missed.
                long begun = Double.isInfinite(pace.perSecond()) ? System.nanoTime() : due;
                if (deliver(line, first + place)) {
                    log.accepted(first + place, begun, System.nanoTime());
                } else {
                    lost.incrementAndGet();
                }
            }
        } finally {
            line.hangUp();
        }
    }

    private boolean deliver(Line line, int number) throws InterruptedException {
        var sender = mails.sender(number);
        var content = mails.content(number);
        long end = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause)) {
            try {
                line.open().send(sender, content);
                return true;
            } catch (IOException notTaken) {
                line.hangUp();
                boolean forGood = notTaken instanceof SmtpConnection.Refused refused && !refused.isTemporary();
                if (forGood || System.nanoTime() - end > 0) {
                    return false;
                }
                repeats.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    /** A connection that is opened again when it is lost. */
    private final class Line {
        private @Nullable SmtpConnection connection;

        SmtpConnection open() throws IOException {
            var open = connection;
            if (open == null) {
                open = new SmtpConnection(port, mails.recipient());
                connection = open;
            }
            return open;
        }

        void hangUp() {
            var open = connection;
            connection = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException alreadyGone) {
                    // All that was to be achieved.
                }
            }
        }
    }
}
