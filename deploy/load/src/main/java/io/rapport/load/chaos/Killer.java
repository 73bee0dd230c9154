package io.rapport.load.chaos;

import io.rapport.load.stack.RunningStack;
import io.rapport.local.up.Refusal;
import io.rapport.local.up.StackState.State;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Kills one part after the other while mails flow, and lets the launcher bring each back.
 *
 * <p>Mails and kills take turns: a quarter of a part's share of the mails is sent before it is killed and the rest while it is
 * away or coming back, so that however long that takes, every kill meets mails on their way.
 */
final class Killer {

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(90);

    private final RunningStack stack;
    private final List<String> victims;
    private final int mails;
    private final PrintStream out;
    private final List<Kill> kills = new ArrayList<>();
    private int killed;
    private int released;
    private boolean over;

    /**
     * One kill.
     *
     * @param recoverySeconds until the part was ready again
     */
    record Kill(String part, long pid, int afterMails, double recoverySeconds) {}

    Killer(RunningStack stack, List<String> victims, int mails, PrintStream out) {
        this.stack = stack;
        this.victims = victims;
        this.mails = mails;
        this.out = out;
    }

    /** Returns when the last part is back. */
    List<Kill> run() throws InterruptedException {
        try {
            for (int i = 0; i < victims.size(); i++) {
                awaitMails((int) ((i + 0.25) * mails / victims.size()));
                kills.add(kill(victims.get(i)));
            }
            return kills;
        } finally {
            release();
        }
    }

    /** Holds a mail back until the kill that it is to meet is near. */
    synchronized void await(int place) throws InterruptedException {
        while (!over && place >= (killed + 0.5) * mails / victims.size()) {
            wait();
        }
        released++;
        notifyAll();
    }

    private synchronized void awaitMails(int count) throws InterruptedException {
        while (released < count) {
            wait();
        }
    }

    private synchronized void release() {
        over = true;
        notifyAll();
    }

    private Kill kill(String name) throws InterruptedException {
        long old = stack.part(name).orElseThrow().pid();
        long begun = System.nanoTime();
        ProcessHandle.of(old).ifPresent(ProcessHandle::destroyForcibly);
        int after;
        synchronized (this) {
            killed++;
            after = released;
            notifyAll();
        }
        while (true) {
            var part = stack.part(name).orElseThrow();
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (part.state() == State.READY && part.pid() != 0 && part.pid() != old) {
                out.printf("  %-20s killed after %4d mails, ready again after %5.1f s%n", name, after, seconds);
                return new Kill(name, old, after, seconds);
            }
            if (seconds > RECOVERY_LIMIT.toSeconds()) {
                throw new Refusal("%s was killed and not ready again after %d s: it is %s%s; the logs are in %s."
                        .formatted(
                                name,
                                RECOVERY_LIMIT.toSeconds(),
                                part.state(),
                                part.detail() == null ? "" : " (" + part.detail() + ")",
                                stack.home().folder()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
