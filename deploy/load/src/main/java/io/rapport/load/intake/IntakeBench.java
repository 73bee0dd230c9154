package io.rapport.load.intake;

import io.rapport.load.cpu.CpuMeter;
import io.rapport.load.stack.RunningStack;
import io.rapport.local.part.JavaPart;
import io.rapport.local.part.Layout;
import io.rapport.local.part.Ports;
import io.rapport.local.part.RunningPart;
import io.rapport.local.part.TetheredJar;
import io.rapport.local.up.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** An adapter's intake and a bare endpoint's in turns, on one machine and one broker. */
public final class IntakeBench {

    private static final String BARE_TOPIC = "rapport.load.bare";
    private static final int PARTITIONS = 2;
    private static final int ROUNDS = 2;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final double WANTED = 0.6;

    private final Layout layout;
    private final Door door;
    private final int connections;
    private final boolean keep;
    private final PrintStream out;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * What one side took.
     *
     * @param serverMicros processor time of the endpoint's process for one message
     * @param brokerMicros processor time of the broker for one message
     */
    private record Intake(long calls, double seconds, double serverMicros, double brokerMicros) {
        static final Intake NONE = new Intake(0, 0, 0, 0);

        double perSecond() {
            return calls / seconds;
        }

        Intake plus(Intake other) {
            long sum = calls + other.calls;
            return new Intake(
                    sum,
                    seconds + other.seconds,
                    (serverMicros * calls + other.serverMicros * other.calls) / sum,
                    (brokerMicros * calls + other.brokerMicros * other.calls) / sum);
        }
    }

    @FunctionalInterface
    private interface Opener {
        Caller open() throws IOException;
    }

    @FunctionalInterface
    private interface Messages {
        Message next();
    }

    private record Target(String name, long pid, Opener opener, Messages messages) {}

    /** Which channels have a door. */
    public static Optional<IntakeBench> of(
            Layout layout, String channel, int connections, boolean keep, PrintStream out) {
        for (var door : Door.values()) {
            if (door.adapter().id().equals(channel + "-adapter")) {
                return Optional.of(new IntakeBench(layout, door, connections, keep, out));
            }
        }
        return Optional.empty();
    }

    private IntakeBench(Layout layout, Door door, int connections, boolean keep, PrintStream out) {
        this.layout = layout;
        this.door = door;
        this.connections = connections;
        this.keep = keep;
        this.out = out;
    }

    /** Measures and prints; fails when a message was refused. */
    public void run(Duration warmUp, Duration length) throws Exception {
        var settings = new HashMap<>(door.account());
        settings.put("RAPPORT_WEBHOOK_CALLS_PER_SECOND", "1000000");
        try (var stack = RunningStack.start(layout, door.adapter(), settings, keep, out)) {
            try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(BARE_TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                        .all()
                        .get();
            }
            int port = Ports.free(1).getFirst();
            var endpoint = startBare(stack, port);
            try {
                measure(stack, endpoint, port, warmUp, length);
            } finally {
                endpoint.stop(STOP_LIMIT);
            }
        }
    }

    private void measure(RunningStack stack, RunningPart endpoint, int port, Duration warmUp, Duration length)
            throws Exception {
        var name = door.adapter().id();
        var adapter = new Target(
                name,
                stack.part(name).orElseThrow().pid(),
                () -> door.open(stack.ports()),
                () -> door.message(stack.ports(), numbers.getAndIncrement()));
        // the same message, so that the generator's work is the same
        var bare = new Target("bare endpoint", endpoint.pid(), () -> new HttpCaller(port), () -> {
            var message = adapter.messages().next();
            return new Message("/", message.headers(), message.body());
        });
        long broker = stack.part("kafka").orElseThrow().pid();
        out.println("- warming up ...");
        take(bare, broker, warmUp.dividedBy(2));
        take(adapter, broker, warmUp.dividedBy(2));
        var bares = Intake.NONE;
        var adapters = Intake.NONE;
        for (int round = 0; round < ROUNDS; round++) {
            out.printf("- round %d of %d ...%n", round + 1, ROUNDS);
            var one = take(bare, broker, length.dividedBy(ROUNDS));
            var other = take(adapter, broker, length.dividedBy(ROUNDS));
            bares = bares.plus(one);
            adapters = adapters.plus(other);
        }
        print(bares, adapters);
    }

    private Intake take(Target target, long broker, Duration length) throws Exception {
        var calls = new AtomicLong();
        var meter = CpuMeter.start(Map.of("server", target.pid(), "broker", broker));
        long begun = System.nanoTime();
        long end = begun + length.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = new ArrayList<Future<Void>>();
            for (int i = 0; i < connections; i++) {
                callers.add(threads.submit((Callable<Void>) () -> {
                    try (var caller = target.opener().open()) {
                        while (System.nanoTime() - end < 0) {
                            caller.call(target.messages().next());
                            calls.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            for (var caller : callers) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw new Refusal("A message to the " + target.name() + " failed: " + e.getCause());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        var used = meter.stop().nanos();
        return new Intake(
                calls.get(),
                seconds,
                used.getOrDefault("server", 0L) / 1e3 / calls.get(),
                used.getOrDefault("broker", 0L) / 1e3 / calls.get());
    }

    private void print(Intake bare, Intake adapter) {
        out.println();
        out.printf("%-34s%20s%20s%n", "", "bare endpoint", door.adapter().id());
        out.printf("%-34s%,20d%,20d%n", "messages taken", bare.calls(), adapter.calls());
        out.printf("%-34s%,20.0f%,20.0f%n", "messages/s", bare.perSecond(), adapter.perSecond());
        out.printf("%-34s%,20.0f%,20.0f%n", "CPU µs a message, server", bare.serverMicros(), adapter.serverMicros());
        out.printf("%-34s%,20.0f%,20.0f%n", "CPU µs a message, broker", bare.brokerMicros(), adapter.brokerMicros());
        double taken = adapter.perSecond();
        var reading = door.reading();
        if (!reading.isZero()) {
            int processors = Runtime.getRuntime().availableProcessors();
            taken = 1 / (1 / taken - reading.toNanos() / 1e9 / processors);
            out.printf("%-34s%20s%,20.0f%n", "CPU µs a message, its reading", "", reading.toNanos() / 1e3);
            out.printf("%-34s%20s%,20.0f%n", "messages/s, were reading free", "", taken);
        }
        out.println();
        double ratio = taken / bare.perSecond();
        out.printf(
                "%-7s intake from %s%s: %.0f %% of a bare endpoint's messages/s (wanted %.0f %%).%n",
                ratio >= WANTED ? "MET" : "MISSED",
                door.provider(),
                reading.isZero() ? "" : ", its reading excepted",
                100 * ratio,
                100 * WANTED);
    }

    private RunningPart startBare(RunningStack stack, int port) throws IOException, InterruptedException {
        var jar = layout.root().resolve("deploy/load/bare/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Refusal("The bare endpoint is not built: ./rapport bench builds it when no stack is running.");
        }
        var folder = Files.createDirectories(stack.home().folder().resolve("bare"));
        var tethered = TetheredJar.around(jar, folder.resolve("tethered.jar"));
        var part = JavaPart.start(
                new JavaPart.Command(
                        tethered.mainClass(),
                        JavaPart.Command.inJar(tethered.file()),
                        // as the launcher runs the adapters
                        List.of(
                                "-XX:+IgnoreUnrecognizedVMOptions",
                                "-XX:+UseSerialGC",
                                "-XX:NewSize=96m",
                                "-Xmx288m",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED"),
                        List.of(),
                        Map.of(
                                "QUARKUS_HTTP_HOST", "127.0.0.1",
                                "QUARKUS_HTTP_PORT", Integer.toString(port),
                                "KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers()),
                        folder),
                folder.resolve("log.txt"),
                () -> Ports.answers(port));
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!part.isReady()) {
            if (System.nanoTime() - end > 0 || part.onExit().isDone()) {
                part.stop(STOP_LIMIT);
                throw new Refusal("The bare endpoint did not start: " + Files.readString(folder.resolve("log.txt")));
            }
            Thread.sleep(100);
        }
        return part;
    }
}
