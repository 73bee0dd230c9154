package io.rapport.load.stack;

import io.rapport.local.part.JavaPart;
import io.rapport.local.part.Layout;
import io.rapport.local.part.Ports;
import io.rapport.local.part.Postgres;
import io.rapport.local.part.RunningPart;
import io.rapport.local.up.App;
import io.rapport.local.up.Home;
import io.rapport.local.up.PortPlan;
import io.rapport.local.up.Refusal;
import io.rapport.local.up.StackState;
import io.rapport.local.up.StackState.Part;
import io.rapport.local.up.StackState.Phase;
import io.rapport.local.up.StackState.State;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A running platform: where its doors are, and which process is which part. */
public final class RunningStack implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    /** Below the ports that systems hand out to outgoing connections, with the highest of the stack's added. */
    private static final int OFFSETS_FROM = 20;

    private static final int OFFSETS_TO = 170;

    private final Home home;
    private final PortPlan ports;
    private final @Nullable RunningPart launcher;
    private final boolean keep;

    private RunningStack(Home home, PortPlan ports, @Nullable RunningPart launcher, boolean keep) {
        this.home = home;
        this.ports = ports;
        this.launcher = launcher;
        this.keep = keep;
    }

    /** The stack that `./rapport up` started, by the same settings. */
    public static RunningStack attach(Layout layout, Map<String, String> environment) throws IOException {
        var stack = new RunningStack(Home.of(layout.root(), environment), PortPlan.of(environment), null, true);
        var state = StackState.read(stack.home.state());
        if (state.isEmpty()
                || state.get().phase() != Phase.READY
                || ProcessHandle.of(state.get().launcherPid()).isEmpty()) {
            throw new Refusal("No stack is ready in " + stack.home.folder()
                    + ": start it with ./rapport up, or leave out --attach.");
        }
        return stack;
    }

    /**
     * A stack of its own, in a new folder and on ports nobody uses, that ends with this process however that ends.
     *
     * @param required the applications without which there is nothing to see
     * @param keep whether to leave the folder with logs and data afterwards
     */
    public static RunningStack start(Layout layout, Set<App> required, boolean keep, PrintStream out)
            throws IOException, InterruptedException {
        for (var app : required) {
            if (!isBuilt(layout, app)) {
                throw new Refusal(
                        "The service " + app.id() + " is not built: run ./rapport up once, which builds everything.");
            }
        }
        return start(layout, Set.of(), Map.of(), keep, out);
    }

    /** The same with one application only, which gets some settings more. */
    public static RunningStack start(
            Layout layout, App only, Map<String, String> settings, boolean keep, PrintStream out)
            throws IOException, InterruptedException {
        if (!isBuilt(layout, only)) {
            throw new Refusal(
                    "The service " + only.id() + " is not built: run ./rapport up once, which builds everything.");
        }
        var without = Stream.concat(
                        Stream.of("connect"), Stream.of(App.values()).map(App::id))
                .filter(part -> !part.equals(only.id()))
                .collect(Collectors.toSet());
        return start(layout, without, settings, keep, out);
    }

    private static RunningStack start(
            Layout layout, Set<String> without, Map<String, String> settings, boolean keep, PrintStream out)
            throws IOException, InterruptedException {
        var home = new Home(Files.createTempDirectory("rapport-load-"));
        var ports = freePorts();
        out.printf("Starting a stack of its own in %s, ports moved by %d ...%n", home.folder(), ports.offset());
        var arguments = new ArrayList<>(List.of("up", "--background"));
        without.forEach(part -> arguments.addAll(List.of("--without", part)));
        var environment = new HashMap<>(settings);
        environment.putAll(Map.of(
                "RAPPORT_HOME", home.folder().toString(),
                "RAPPORT_PORT_OFFSET", Integer.toString(ports.offset()),
                // What is measured is optimized code; a new folder has no caches either, and recording them would be
                // measured too.
                "RAPPORT_QUICK_START", "off"));
        var launcher = JavaPart.start(
                new JavaPart.Command(
                        "io.rapport.local.cli.Main",
                        JavaPart.Command.onClassPath(
                                layout.launcherLibs().resolve("*").toString()),
                        List.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-Drapport.root=" + layout.root()),
                        arguments,
                        environment,
                        layout.root()),
                home.folder().resolve("launcher.log"),
                () -> true);
        var stack = new RunningStack(home, ports, launcher, keep);
        try {
            stack.awaitStart(out);
            return stack;
        } catch (RuntimeException | IOException | InterruptedException e) {
            launcher.stop(STOP_LIMIT);
            out.println("Logs are in " + home.folder());
            throw e;
        }
    }

    /** Whether an application can be started. */
    public static boolean isBuilt(Layout layout, App app) {
        return Stream.of("services", "deploy")
                .map(folder ->
                        layout.root().resolve(folder).resolve(app.id()).resolve("target/quarkus-app/quarkus-run.jar"))
                .anyMatch(Files::isRegularFile);
    }

    private void awaitStart(PrintStream out) throws IOException, InterruptedException {
        var shown = new HashSet<String>();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            var state = StackState.read(home.state());
            for (var part : state.map(StackState::parts).orElse(List.of())) {
                if (part.state() == State.READY && part.seconds() != null && shown.add(part.name())) {
                    out.printf("  %-20s ready after %.1f s%n", part.name(), part.seconds());
                } else if (part.state() == State.MISSING && shown.add(part.name())) {
                    out.printf("  %-20s not built, and not part of what follows%n", part.name());
                }
            }
            if (state.filter(now -> now.phase() == Phase.READY).isPresent()) {
                return;
            }
            if (state.filter(now -> now.phase() == Phase.INCOMPLETE).isPresent() || System.nanoTime() > end) {
                throw new Refusal("The stack did not come up: "
                        + state.map(RunningStack::whatIsWrong).orElse("nothing was started") + ".");
            }
            if (launcher != null && launcher.onExit().isDone()) {
                throw new Refusal("The launcher ended at once: "
                        + Files.readString(home.folder().resolve("launcher.log"))
                                .strip());
            }
            Thread.sleep(200);
        }
    }

    private static String whatIsWrong(StackState state) {
        var wrong = state.parts().stream()
                .filter(part -> part.state() != State.READY && part.state() != State.MISSING)
                .map(part ->
                        part.name() + " is " + part.state() + (part.detail() == null ? "" : " (" + part.detail() + ")"))
                .toList();
        return String.join(", ", wrong);
    }

    private static PortPlan freePorts() {
        var random = new Random();
        for (int attempt = 0; attempt < 50; attempt++) {
            var ports = new PortPlan(100 * random.nextInt(OFFSETS_FROM, OFFSETS_TO));
            var wanted = IntStream.concat(
                    IntStream.of(
                            ports.postgres(),
                            ports.kafka(),
                            ports.kafkaController(),
                            ports.connect(),
                            ports.smtp(),
                            ports.smtpSink()),
                    Stream.of(App.values()).mapToInt(ports::of));
            if (wanted.noneMatch(Ports::answers)) {
                return ports;
            }
        }
        throw new Refusal("Found no free ports for a second stack; stop other programs, or use --attach.");
    }

    public Home home() {
        return home;
    }

    public PortPlan ports() {
        return ports;
    }

    public String bootstrapServers() {
        return "localhost:" + ports.kafka();
    }

    /** As the database's superuser. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + ports.postgres() + "/rapport?user=" + Postgres.SUPERUSER;
    }

    /** The parts as the launcher sees them now. */
    public List<Part> parts() {
        return state().map(StackState::parts).orElse(List.of());
    }

    public Optional<Part> part(String name) {
        return parts().stream().filter(part -> part.name().equals(name)).findFirst();
    }

    public Optional<StackState> state() {
        return StackState.read(home.state());
    }

    @Override
    public void close() {
        if (launcher == null) {
            return;
        }
        launcher.stop(STOP_LIMIT);
        if (!keep) {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        try (var files = Files.walk(home.folder())) {
            for (Path file :
                    new ArrayList<>(files.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillWrittenTo) {
            System.err.println("Left behind: " + home.folder());
        }
    }
}
