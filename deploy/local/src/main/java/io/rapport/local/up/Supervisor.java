package io.rapport.local.up;

import io.rapport.local.part.RunningPart;
import io.rapport.local.up.StackState.Part;
import io.rapport.local.up.StackState.Phase;
import io.rapport.local.up.StackState.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts the parts as soon as what they need is ready, starts them again when they end, and stops them in order. */
final class Supervisor {

    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final int HOPELESS = 5;

    private final List<PartPlan> plans;
    private final Clock clock;
    private final Instant startedAt;
    private final Consumer<StackState> listener;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<@Nullable Void>> firstReady = new ConcurrentHashMap<>();
    private final Map<String, RunningPart> running = new ConcurrentHashMap<>();
    private final List<Thread> tenders = new ArrayList<>();
    private @Nullable Instant readyAt;
    private volatile boolean stopping;

    /**
     * Nothing is started yet.
     *
     * @param absent parts to show though nobody here runs them
     * @param listener hears of every change
     */
    Supervisor(List<PartPlan> plans, Map<PartPlan, State> absent, Clock clock, Consumer<StackState> listener) {
        this.plans = plans.stream().filter(plan -> !absent.containsKey(plan)).toList();
        this.clock = clock;
        this.startedAt = clock.instant();
        this.listener = listener;
        for (var plan : plans) {
            var state = absent.getOrDefault(plan, State.WAITING);
            parts.put(plan.name(), new Part(plan.name(), state, 0, plan.port(), 0, startedAt, null, null));
        }
    }

    void start() {
        publish();
        for (var plan : plans) {
            tenders.add(Thread.ofVirtual().name(plan.name()).start(() -> {
                try {
                    tend(plan);
                } catch (InterruptedException stopped) {
                    // The supervisor is stopping and looks after the process itself.
                }
            }));
        }
    }

    synchronized StackState state() {
        return new StackState(ProcessHandle.current().pid(), phase(), startedAt, readyAt, List.copyOf(parts.values()));
    }

    /** Stops first the parts no other part needs. */
    void stop() {
        stopping = true;
        tenders.forEach(Thread::interrupt);
        var left = new ArrayList<>(plans);
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(plan ->
                            left.stream().noneMatch(other -> other.needs().contains(plan.name())))
                    .toList();
            var threads = next.stream()
                    .map(plan -> Thread.ofVirtual().start(() -> stop(plan)))
                    .toList();
            for (var thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            left.removeAll(next);
        }
        publish();
    }

    private void stop(PartPlan plan) {
        var part = running.get(plan.name());
        if (part != null) {
            change(plan, State.STOPPING, old -> old);
            part.stop(STOP_LIMIT);
        }
        change(plan, State.STOPPED, old -> withPid(old, 0));
    }

    private void tend(PartPlan plan) throws InterruptedException {
        for (var need : plan.needs()) {
            joined(firstReady(need));
        }
        int failures = 0;
        while (!stopping) {
            long begin = System.nanoTime();
            String why;
            try {
                why = runOnce(plan, begin);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                why = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            if (stopping) {
                return;
            }
            clear(plan);
            var everReady = firstReady(plan.name()).isDone();
            failures = everReady && System.nanoTime() - begin > STEADY.toNanos() ? 1 : failures + 1;
            var reason = why;
            if (!everReady && failures >= HOPELESS) {
                change(plan, State.FAILED, old -> withDetail(withPid(old, 0), reason));
                return;
            }
            var pause = backOff(failures);
            change(plan, State.RESTARTING, old -> restarted(old, reason));
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }

    /** Returns why the part has ended. */
    private String runOnce(PartPlan plan, long begin) throws Exception {
        change(plan, State.STARTING, old -> old);
        var part = plan.starter().start();
        running.put(plan.name(), part);
        change(plan, State.STARTING, old -> withPid(old, part.pid()));
        while (!part.isReady()) {
            if (part.onExit().isDone()) {
                return "ended while starting";
            }
            if (System.nanoTime() - begin > READY_LIMIT.toNanos()) {
                return "not ready after " + READY_LIMIT.toMinutes() + " minutes";
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        plan.prepare().run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        change(plan, State.READY, old -> ready(old, seconds));
        firstReady(plan.name()).complete(null);
        while (!ended(part, Duration.ofSeconds(2))) {
            plan.tend().run();
        }
        return "ended by itself";
    }

    private CompletableFuture<@Nullable Void> firstReady(String part) {
        return firstReady.computeIfAbsent(part, name -> new CompletableFuture<>());
    }

    private void clear(PartPlan plan) {
        var part = running.remove(plan.name());
        if (part != null) {
            part.stop(STOP_LIMIT);
        }
    }

    static Duration backOff(int failures) {
        return Duration.ofMillis(Math.min(30_000, 250L << Math.min(failures, 10)));
    }

    private static boolean ended(RunningPart part, Duration within) throws Exception {
        try {
            part.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        }
    }

    private static void joined(CompletableFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void change(PartPlan plan, State state, UnaryOperator<Part> how) {
        synchronized (this) {
            var old = how.apply(parts.get(plan.name()));
            var since = old.state() == state ? old.since() : clock.instant();
            parts.put(
                    plan.name(),
                    new Part(
                            old.name(),
                            state,
                            old.pid(),
                            old.port(),
                            old.restarts(),
                            since,
                            old.seconds(),
                            old.detail()));
            if (readyAt == null
                    && parts.values().stream().allMatch(part -> part.state().isSettled())) {
                readyAt = clock.instant();
            }
        }
        publish();
    }

    private void publish() {
        synchronized (this) {
            listener.accept(state());
        }
    }

    private Phase phase() {
        if (stopping) {
            return parts.values().stream().allMatch(part -> part.pid() == 0) ? Phase.STOPPED : Phase.STOPPING;
        }
        if (parts.values().stream().anyMatch(part -> part.state() == State.FAILED)) {
            return readyAt == null ? Phase.STARTING : Phase.INCOMPLETE;
        }
        return readyAt == null ? Phase.STARTING : Phase.READY;
    }

    private static Part withPid(Part old, long pid) {
        return new Part(
                old.name(), old.state(), pid, old.port(), old.restarts(), old.since(), old.seconds(), old.detail());
    }

    private static Part withDetail(Part old, String detail) {
        return new Part(
                old.name(), old.state(), old.pid(), old.port(), old.restarts(), old.since(), old.seconds(), detail);
    }

    private static Part restarted(Part old, String why) {
        return new Part(old.name(), old.state(), 0, old.port(), old.restarts() + 1, old.since(), old.seconds(), why);
    }

    private static Part ready(Part old, double seconds) {
        return new Part(old.name(), old.state(), old.pid(), old.port(), old.restarts(), old.since(), seconds, null);
    }
}
