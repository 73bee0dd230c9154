package io.rapport.local.up;

import io.rapport.local.part.Layout;
import io.rapport.local.up.StackState.Phase;
import io.rapport.local.up.StackState.State;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Brings the stack up, in the foreground or behind a process of its own, and takes it down. */
public final class Launcher {

    private static final String LAUNCHER = "launcher";

    private final Layout layout;
    private final Home home;
    private final PortPlan ports;
    private final Set<String> without;
    private final Clock clock;
    private final PrintStream out = System.out;
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * Starts nothing yet.
     *
     * @param without parts to leave out
     */
    public Launcher(Layout layout, Home home, PortPlan ports, Set<String> without, Clock clock) {
        this.layout = layout;
        this.home = home;
        this.ports = ports;
        this.without = without;
        this.clock = clock;
        for (var name : without) {
            if (App.byId(name).isEmpty() && !name.equals(Stack.CONNECT)) {
                throw new Refusal("There is no part \"" + name + "\" to leave out: choose from connect, "
                        + Arrays.stream(App.values()).map(App::id).collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    /** Runs until it is stopped by a signal. */
    public int run(boolean inBackground) throws IOException, InterruptedException {
        try (var lock = LauncherLock.tryTake(home).orElseThrow(this::alreadyRunning)) {
            Preflight.check(home, Stack.wantedPorts(ports, without));
            var stack = new Stack(layout, home, ports, !"off".equals(System.getenv("RAPPORT_QUICK_START")));
            var plans = stack.plans();
            var supervisor = new Supervisor(plans, stack.absent(plans, without), clock, this::save);
            var progress = progress(inBackground);
            var over = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                say(
                        inBackground,
                        stack.recordsCaches()
                                ? "Stopping, and storing start-up caches: the first run of a new build does so, once ..."
                                : "Stopping ...");
                supervisor.stop();
                say(inBackground, "Stopped; the data is kept in " + home.folder() + ".");
                over.countDown();
            }));
            supervisor.start();
            var state = follow(supervisor::state, progress, () -> true);
            announce(state);
            // Later changes of state are the status verb's to tell.
            over.await();
            return 0;
        }
    }

    /** Starts a launcher of its own and returns when that has everything ready. */
    public int detach() throws IOException, InterruptedException {
        if (LauncherLock.running(home).isPresent()) {
            throw alreadyRunning();
        }
        Preflight.check(home, Stack.wantedPorts(ports, without));
        var log = home.rotatedLog(LAUNCHER);
        Files.deleteIfExists(home.state());
        var jvm = ProcessHandle.current().info().command().orElse("java");
        // nohup and the shell's "&" shield it from the terminal's signals.
        var line = new ArrayList<>(
                List.of("/bin/sh", "-c", "nohup \"$@\" </dev/null >\"$0\" 2>&1 & echo $!", log.toString(), jvm));
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of("io.rapport.local.cli.Main", "up", "--background"));
        without.forEach(part -> line.addAll(List.of("--without", part)));
        var shell = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid;
        try (var reader = shell.inputReader()) {
            pid = Long.parseLong(reader.readLine().strip());
        }
        var launcher = ProcessHandle.of(pid);
        while (StackState.read(home.state()).isEmpty()) {
            if (launcher.filter(ProcessHandle::isAlive).isEmpty()) {
                throw new Refusal("The launcher ended at once; its last words: " + lastWords());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        var state = follow(
                () -> StackState.read(home.state()).orElseThrow(),
                progress(false),
                () -> launcher.filter(ProcessHandle::isAlive).isPresent());
        if (launcher.filter(ProcessHandle::isAlive).isEmpty()) {
            throw new Refusal("The launcher ended before everything was ready; its last words: " + lastWords());
        }
        announce(state);
        out.println("It goes on in the background: ./rapport status shows it, ./rapport down stops it.");
        return state.phase() == Phase.READY ? 0 : 1;
    }

    /** Stops a running stack, if any. */
    public static boolean stop(Home home, PrintStream out) throws IOException, InterruptedException {
        var state = LauncherLock.running(home);
        if (state.isEmpty()) {
            return false;
        }
        var launcher = ProcessHandle.of(state.get().launcherPid());
        launcher.ifPresent(ProcessHandle::destroy);
        out.println("Stopping ...");
        long begin = System.nanoTime();
        boolean explained = false;
        while (launcher.filter(ProcessHandle::isAlive).isPresent()) {
            if (!explained && System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(8)) {
                out.println(
                        "After the first run of a new build the start-up caches are stored, which takes a while, once.");
                explained = true;
            }
            if (System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(4)) {
                launcher.get().destroyForcibly();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    private StackState follow(Supplier<StackState> source, Progress progress, BooleanSupplier alive)
            throws InterruptedException {
        while (true) {
            var state = source.get();
            progress.show(state);
            if (state.phase() != Phase.STARTING || !alive.getAsBoolean()) {
                return state;
            }
            TimeUnit.MILLISECONDS.sleep(150);
        }
    }

    private Progress progress(boolean inBackground) {
        return new Progress(out, clock, Boolean.getBoolean("rapport.terminal") && !inBackground);
    }

    private void announce(StackState state) throws IOException {
        if (state.phase() == Phase.STOPPING || state.phase() == Phase.STOPPED) {
            return;
        }
        var readyAt = state.readyAt() == null ? clock.instant() : state.readyAt();
        out.println();
        var ready = state.parts().stream()
                .filter(part -> part.state() == State.READY)
                .count();
        out.printf(
                "%d of %d parts are ready after %.1f s.%n",
                ready, state.parts().size(), Progress.seconds(state.startedAt(), readyAt));
        out.println();
        if (App.DESK.isBuilt(layout.root())) {
            out.printf("  Console   %s%n", ports.url(App.DESK));
            out.printf("  Sign in   ada@example.com or ben@example.com, password %s%n", home.demoPassword());
        }
        if (App.SANDBOX.isBuilt(layout.root())) {
            out.printf("  Sandbox   %s  (be a customer)%n", ports.url(App.SANDBOX));
            out.printf("  Chat      %s  (be a visitor)%n", ports.url(App.CHAT_ADAPTER));
        }
        out.printf("  Mail      smtp://localhost:%d%n", ports.smtp());
        out.printf("  Kafka     localhost:%d%n", ports.kafka());
        out.printf("  Database  postgresql://postgres@localhost:%d/%s%n", ports.postgres(), Stack.DATABASE);
        out.println();
        out.flush();
    }

    private void say(boolean inBackground, String what) {
        if (!inBackground) {
            out.println(what);
            out.flush();
        }
    }

    private void save(StackState state) {
        try {
            state.write(home.state());
        } catch (IOException e) {
            if (!complained.getAndSet(true)) {
                System.err.println("Cannot write " + home.state() + ": " + e.getMessage());
            }
        }
    }

    private Refusal alreadyRunning() {
        var pid = StackState.read(home.state())
                .map(state -> " (pid " + state.launcherPid() + ")")
                .orElse("");
        return new Refusal(
                "Rapport is already running" + pid + ": ./rapport status shows it, ./rapport down stops it.");
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(home.log(LAUNCHER));
        return lines.isEmpty() ? "(none)" : lines.getLast();
    }
}
