package io.rapport.email.inbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Hands mails of one moment on together: a thread that is woken for one mail finds nothing of what it needs in the processor's caches,
 * which costs more than the mail.
 *
 * <p>A mail waits for others no longer than a moment, and not at all when there is enough to do or nobody left who could bring another.
 */
final class MailBursts {
    /** Nothing to a sender of mail, and at a thousand mails a second there are twenty-five in it. */
    static final int MOMENT_MILLIS = 25;

    /** Few, so that what they need stays in the caches; more than processors, so that a huge mail holds nobody up. */
    static final int READERS = 2 * Runtime.getRuntime().availableProcessors();

    static final int ENOUGH = 25;
    private static final int ENOUGH_BYTES = 1024 * 1024;

    private final Executor readers;
    private final Consumer<Runnable> inAMoment;
    private final IntSupplier senders;
    private final Consumer<List<ArrivedMail>> taker;
    private final Queue<ArrivedMail> waiting = new ArrayDeque<>();
    private int taking;
    /** For which no reader has been called yet. */
    private int uncalled;

    private long uncalledBytes;
    private long calls;

    /**
     * Hands nothing on yet.
     *
     * @param readers run what takes mails
     * @param inAMoment runs what must not block, after {@link #MOMENT_MILLIS}
     * @param senders how many there are, each of whom brings a mail at a time
     */
    MailBursts(Executor readers, Consumer<Runnable> inAMoment, IntSupplier senders, Consumer<List<ArrivedMail>> taker) {
        this.readers = readers;
        this.inAMoment = inAMoment;
        this.senders = senders;
        this.taker = taker;
    }

    /** Completes when the mail is safe. */
    CompletableFuture<Void> add(ArrivedMail mail) {
        begin(mail);
        var unused = mail.safe().whenComplete((nothing, failure) -> end());
        return mail.safe();
    }

    private synchronized void begin(ArrivedMail mail) {
        waiting.add(mail);
        taking++;
        uncalled++;
        uncalledBytes += mail.raw().length;
        if (uncalled >= ENOUGH || uncalledBytes >= ENOUGH_BYTES || taking >= senders.getAsInt()) {
            call();
        } else if (uncalled == 1) {
            long next = calls;
            inAMoment.accept(() -> callUnlessCalled(next));
        }
    }

    private synchronized void end() {
        taking--;
    }

    private synchronized void callUnlessCalled(long next) {
        if (calls == next) {
            call();
        }
    }

    /** Lets nothing wait any longer. */
    synchronized void call() {
        calls++;
        uncalled = 0;
        uncalledBytes = 0;
        readers.execute(this::take);
    }

    private void take() {
        var burst = burst();
        if (!burst.isEmpty()) {
            taker.accept(burst);
        }
    }

    /** At least what a reader was called for; more when so much waits that each reader gets no less. */
    private synchronized List<ArrivedMail> burst() {
        int most = Math.max(ENOUGH, waiting.size() / READERS);
        var burst = new ArrayList<ArrivedMail>(Math.min(most, waiting.size()));
        long bytes = 0;
        while (burst.size() < most && bytes < ENOUGH_BYTES && !waiting.isEmpty()) {
            var mail = waiting.remove();
            burst.add(mail);
            bytes += mail.raw().length;
        }
        return burst;
    }
}
