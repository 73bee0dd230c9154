package io.rapport.load.bench;

import io.rapport.load.bench.BenchReport.Target;
import io.rapport.load.intake.IntakeBench;
import io.rapport.load.mail.Mails;
import io.rapport.load.parse.ParseBench;
import io.rapport.load.stack.Desk;
import io.rapport.load.stack.RunningStack;
import io.rapport.local.part.Layout;
import io.rapport.local.up.App;
import io.rapport.local.up.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `./rapport bench`. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Measures the platform: what Kafka alone takes, what the email adapter takes, and the whole path from a mail to the agent who has it; throughput, latency, and processor time per mail of every process.",
            "Starts a stack of its own, which leaves the one of ./rapport up alone, and ends by itself. See docs/reference/bench.md."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final int AGENTS = 20;
    private static final Duration RAW = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final double CALM_RATE = 200;
    private static final int DEAREST_MAIL_MICROS = 1_000;
    private static final int SLOWEST_MILLIS = 250;

    @Option(
            names = "--channel",
            description =
                    "Only measure one adapter's intake, against a bare endpoint: email, sms, chat or social. The whole path by email when absent.")
    private @Nullable String channel;

    @Option(names = "--rate", description = "Mails a second for the whole path under load.")
    private double rate = 1_000;

    @Option(names = "--seconds", description = "How long each of the two rates is held; 40, with --channel 20.")
    private @Nullable Integer holdSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "How long messages flow before anything is measured; 720, with --channel 100.")
    private @Nullable Integer warmUpSeconds;

    @Option(names = "--intake-seconds", description = "How long the adapter is given all it takes.")
    private int intakeSeconds = 4;

    @Option(names = "--connections", description = "Connections, held open; 32, with --channel 256.")
    private @Nullable Integer connections;

    @Option(names = "--to", description = "A mailbox the platform serves.")
    private String recipient = "support@example.com";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where to write the result as JSON; target/bench.json.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Where to write the result as one HTML page with charts; target/bench.html.")
    private @Nullable Path html;

    @Option(
            names = "--attach",
            description = "Measure the stack that ./rapport up started; its data will hold the mails.")
    private boolean attach;

    @Option(names = "--parse", description = "Only measure how many mails a second one thread reads; starts no stack.")
    private boolean parse;

    @Option(
            names = "--mails",
            paramLabel = "FOLDER",
            description = "With --parse: the mails to read, one a file; made up when absent.")
    private @Nullable Path mails;

    @Option(names = "--keep", description = "Leave the folder with the logs and data of the stack that was started.")
    private boolean keep;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        if (parse) {
            new ParseBench(out).run(mails);
            return 0;
        }
        int warmUp = warmUpSeconds != null ? warmUpSeconds : channel == null ? 720 : 100;
        int seconds = holdSeconds != null ? holdSeconds : channel == null ? 40 : 20;
        int lines = connections != null ? connections : channel == null ? 32 : 256;
        if (rate <= 0 || seconds < 1 || warmUp < 1 || intakeSeconds < 1 || lines < 1) {
            throw new Refusal("--rate, --seconds, --warm-up, --intake-seconds and --connections must be positive.");
        }
        var layout = Layout.find();
        if (channel != null) {
            IntakeBench.of(layout, channel, lines, keep, out)
                    .orElseThrow(() -> new Refusal(
                            "There is no load for the channel \"" + channel + "\": choose email, sms, chat or social."))
                    .run(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
            return 0;
        }
        try (var stack = attach
                ? RunningStack.attach(layout, System.getenv())
                : RunningStack.start(layout, Set.of(App.EMAIL_ADAPTER, App.ROUTING, App.DESK), keep, out)) {
            var report = measure(stack, warmUp, seconds, lines);
            new TextReport(out).print(report);
            save(report, layout.root().resolve("target"));
            if (keep && !attach) {
                out.println("Logs and data are in " + stack.home().folder() + ".");
            }
            return report.isRight() ? 0 : 1;
        }
    }

    private BenchReport measure(RunningStack stack, int warmUpSeconds, int seconds, int connections) throws Exception {
        var clock = Clock.systemUTC();
        long broker = stack.part("kafka").orElseThrow().pid();
        try (var desk = new Desk(stack);
                var bench = new Bench(stack, Mails.newRun(recipient), connections, clock, out)) {
            desk.seedAgents(AGENTS);
            progress("waiting for the first mail to get through");
            bench.openPath();
            // As fast as it goes, because compilers wait for calls. Then as it will be measured: much is compiled anew
            // for that, and what runs once a batch needs minutes until it has run often enough.
            int floodSeconds = Math.max(1, warmUpSeconds / 4);
            int rehearsalSeconds = Math.max(1, warmUpSeconds - floodSeconds);
            progress("warming up for %,d s, as fast as it goes".formatted(floodSeconds));
            var flood = bench.asFastAsPossible("warm-up", Duration.ofSeconds(floodSeconds));
            bench.idle(IDLE);
            progress("warming up for %,d s, at %,.0f mails/s".formatted(rehearsalSeconds, rate));
            var rehearsal = bench.atRate("rehearsal", rate, Duration.ofSeconds(rehearsalSeconds));
            progress("idle");
            var idle = bench.idle(IDLE);
            progress("raw producer");
            var raw = RawProducer.measure(stack.bootstrapServers(), broker, RAW);
            progress("intake");
            var intake = bench.asFastAsPossible("intake", Duration.ofSeconds(intakeSeconds));
            progress("whole path at %,.0f mails/s".formatted(rate));
            var load = bench.atRate("%,.0f/s".formatted(rate), rate, Duration.ofSeconds(seconds));
            progress("whole path at %,.0f mails/s".formatted(CALM_RATE));
            var calm = bench.exactlyAtRate("%,.0f/s".formatted(CALM_RATE), CALM_RATE, Duration.ofSeconds(seconds));
            desk.dismissAgents();
            return new BenchReport(
                    clock.instant(),
                    "email",
                    BenchReport.Machine.here(),
                    idle,
                    "%,d mails in %d s"
                            .formatted(
                                    flood.count().accepted() + rehearsal.count().accepted(), warmUpSeconds),
                    raw,
                    intake,
                    load,
                    calm,
                    load.assignedPerSecond() / raw.perSecond(),
                    targets(load, calm));
        }
    }

    /** A steady rate is held when what is in between stays small: the tail after the last mail is 5 % of the time at most. */
    private List<Target> targets(PhaseResult load, PhaseResult calm) {
        return List.of(
                Target.atLeast("whole path under load", rate * 0.95, load.assignedPerSecond(), "mails/s"),
                Target.atMost(
                        "processor time of all processes under load",
                        DEAREST_MAIL_MICROS,
                        load.cpuMicrosPerMail(),
                        "µs a mail"),
                Target.atMost(
                        "received → assigned, p99 at %,.0f/s".formatted(CALM_RATE),
                        SLOWEST_MILLIS,
                        calm.assigned().p99(),
                        "ms"));
    }

    private void save(BenchReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        save(json == null ? folder.resolve("bench.json") : json, report.json());
        save(html == null ? folder.resolve("bench.html") : html, report.html());
    }

    private void save(Path file, String content) throws IOException {
        Files.writeString(file, content);
        out.println("Written: " + file.toAbsolutePath());
    }

    private void progress(String what) {
        out.println("- " + what + " ...");
    }
}
