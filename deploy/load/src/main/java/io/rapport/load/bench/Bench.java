package io.rapport.load.bench;

import io.rapport.load.bench.Journey.Stage;
import io.rapport.load.cpu.CpuMeter;
import io.rapport.load.mail.Mailer;
import io.rapport.load.mail.Mails;
import io.rapport.load.mail.Pace;
import io.rapport.load.stack.Lag;
import io.rapport.load.stack.RunningStack;
import io.rapport.local.up.Refusal;
import io.rapport.local.up.StackState.Part;
import io.rapport.local.up.StackState.State;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run: its phases, one after the other, each over when nothing is left to read. */
final class Bench implements AutoCloseable {

    private static final String GENERATOR = "load generator";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A platform that cannot keep up gets this long for the mails that are due; the others stay unsent. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

    /** Seldom, because the broker answers for every group, and that is counted in. */
    private static final int LOOK_MILLIS = 200;

    private final RunningStack stack;
    private final Mails mails;
    private final int connections;
    private final PrintStream out;
    private final Journey journey = new Journey();
    private final Observer observer;
    private final Lag lag;
    private int next;

    Bench(RunningStack stack, Mails mails, int connections, Clock clock, PrintStream out) {
        this.stack = stack;
        this.mails = mails;
        this.connections = connections;
        this.out = out;
        this.observer = new Observer(stack.bootstrapServers(), mails, journey, clock);
        this.lag = new Lag(stack.bootstrapServers());
    }

    /** Sends one mail and waits until an agent has it, which shows that the whole path is open. */
    void openPath() throws Exception {
        var opened = run("first mail", 1, 1, Duration.ofMinutes(1));
        if (!opened.count().isRight()) {
            throw new Refusal("The first mail was not assigned to an agent within " + DRAIN_LIMIT.toSeconds()
                    + " s: " + lag.byGroup() + " is what the services have not read; their logs are in "
                    + stack.home().folder() + ".");
        }
    }

    /** Mails at a steady rate, whatever becomes of them. */
    PhaseResult atRate(String name, double perSecond, Duration length) throws Exception {
        return run(name, (int) Math.round(perSecond * length.toMillis() / 1e3), perSecond, length.plus(LATE));
    }

    /** The same, with every mail's time as exact as it can be seen, which costs the broker more. */
    PhaseResult exactlyAtRate(String name, double perSecond, Duration length) throws Exception {
        observer.hurry();
        return atRate(name, perSecond, length);
    }

    /** Each connection sends its next mail as soon as the last one is answered. */
    PhaseResult asFastAsPossible(String name, Duration length) throws Exception {
        return run(name, Journey.LONGEST - next, Double.POSITIVE_INFINITY, length);
    }

    private PhaseResult run(String name, int count, double perSecond, Duration limit) throws Exception {
        if (next + count > Journey.LONGEST) {
            throw new Refusal("That is more than the " + Journey.LONGEST
                    + " mails one run can follow: lower --rate, --seconds or --warm-up.");
        }
        int first = next;
        var mailer = new Mailer(mails, stack.ports().smtp(), connections, PATIENCE, journey::accepted);
        var processes = processes();
        var meter = CpuMeter.start(processes);
        long start = System.nanoTime();
        int begun = mailer.send(first, count, new Pace(start, perSecond), start + limit.toNanos(), place -> {});
        long sent = System.nanoTime();
        next += begun;
        int accepted = begun - mailer.lost();
        int backlog = accepted - journey.countAssigned(first, begun);
        awaitQuiet(first, begun, accepted);
        double drained = (System.nanoTime() - sent) / 1e9;
        var usage = meter.stop();
        requireSame(processes);
        var nanos = new LinkedHashMap<>(usage.nanos());
        double generator = nanos.getOrDefault(GENERATOR, 0L) / 1e3 / Math.max(1, begun);
        nanos.remove(GENERATOR);
        var due = journey.times(Stage.DUE, first, begun);
        var acceptedAt = journey.times(Stage.ACCEPTED, first, begun);
        var receivedAt = journey.times(Stage.RECEIVED, first, begun);
        var assignedAt = journey.times(Stage.ASSIGNED, first, begun);
        long last = start;
        for (long assigned : assignedAt) {
            last = assigned == 0 ? last : Math.max(last, assigned);
        }
        double sendingSeconds = (sent - start) / 1e9;
        var cpu = CpuShare.of(nanos, begun);
        return new PhaseResult(
                name,
                Double.isInfinite(perSecond) ? 0 : perSecond,
                journey.count(first, begun),
                sendingSeconds,
                accepted / sendingSeconds,
                journey.countAssigned(first, begun) / Math.max(1e-9, (last - start) / 1e9),
                backlog,
                drained,
                mailer.repeats(),
                mailer.lost(),
                Latency.between(due, acceptedAt),
                Latency.between(receivedAt, assignedAt),
                Latency.between(due, assignedAt),
                cpu,
                CpuShare.sum(cpu),
                CpuShare.of(usage.sessions(), begun),
                generator,
                usage.otherCores(),
                PhaseResult.Second.of(due, acceptedAt, assignedAt, start));
    }

    /** What the platform uses while nothing happens, in thousandths of one processor, by process. */
    Map<String, Double> idle(Duration length) throws Exception {
        var meter = CpuMeter.start(processes());
        TimeUnit.MILLISECONDS.sleep(length.toMillis());
        var usage = meter.stop();
        var idle = new LinkedHashMap<String, Double>();
        usage.nanos().forEach((process, nanos) -> {
            if (!process.equals(GENERATOR)) {
                idle.put(process, nanos / 1e6 / usage.seconds());
            }
        });
        return idle;
    }

    private Map<String, Long> processes() {
        var processes = new LinkedHashMap<String, Long>();
        for (var part : stack.parts()) {
            if (part.pid() != 0 && part.state() == State.READY) {
                processes.put(part.name(), part.pid());
            }
        }
        stack.state().ifPresent(state -> processes.put("launcher", state.launcherPid()));
        processes.put(GENERATOR, ProcessHandle.current().pid());
        return processes;
    }

    private void requireSame(Map<String, Long> before) {
        if (!processes().equals(before)) {
            var restarted = stack.parts().stream()
                    .filter(part -> !Long.valueOf(part.pid()).equals(before.getOrDefault(part.name(), 0L)))
                    .map(Part::name)
                    .toList();
            throw new Refusal("A part ended while it was measured, so the figures mean nothing: " + restarted
                    + "; the logs are in " + stack.home().folder() + ".");
        }
    }

    /** Until the mails are assigned and every group has read everything; or until nothing more is to be hoped for. */
    private void awaitQuiet(int first, int count, int accepted) throws Exception {
        long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (journey.countAssigned(first, count) < accepted || !lag.byGroup().isEmpty()) {
            observer.check();
            if (System.nanoTime() - end > 0) {
                out.println("Gave up waiting; not read yet: " + lag.byGroup());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        observer.close();
        lag.close();
    }
}
