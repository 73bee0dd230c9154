package io.rapport.load.chaos;

import io.rapport.load.chaos.Killer.Kill;
import io.rapport.load.mail.Mailer;
import io.rapport.load.mail.Mails;
import io.rapport.load.mail.Pace;
import io.rapport.load.stack.Desk;
import io.rapport.load.stack.RunningStack;
import io.rapport.local.part.Layout;
import io.rapport.local.up.App;
import io.rapport.local.up.Refusal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `./rapport chaos`. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Sends mails to a stack of its own while each part of it is killed (SIGKILL) in turn, then counts: each mail exactly one conversation, nothing lost, nothing twice.",
            "Ends with 1 and says what is missing when that does not hold. See docs/reference/bench.md."
        })
public final class ChaosCommand implements Callable<Integer> {

    /** Without these no mail becomes a conversation that a person could see. */
    public static final Set<App> REQUIRED = EnumSet.of(App.EMAIL_ADAPTER, App.ROUTING, App.DESK);

    private static final List<String> INFRASTRUCTURE = List.of("connect", "kafka", "postgres");
    private static final List<String> SHORT = List.of("routing", "email-adapter", "kafka", "postgres", "connect");
    private static final int SHORT_MAILS = 100;
    private static final int CONNECTIONS = 4;
    private static final int AGENTS = 3;
    private static final String RECIPIENT = "support@example.com";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(90);

    @Option(names = "--mails", description = "How many mails to send.")
    private int mails = 500;

    @Option(names = "--pace", description = "Mails a second; they wait where a part takes long to come back.")
    private double pace = 20;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Kill these parts only, in this order; see ./rapport status for their names.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--short", description = "100 mails; kill routing, email-adapter, kafka, postgres and connect.")
    private boolean brief;

    @Option(
            names = "--attach",
            description = "Kill the parts of the stack that ./rapport up started; its data will hold the mails.")
    private boolean attach;

    @Option(names = "--keep", description = "Leave the folder with the logs and data of the stack that was started.")
    private boolean keep;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        int count = brief ? SHORT_MAILS : mails;
        var layout = Layout.find();
        var victims = victims();
        var needed = EnumSet.copyOf(REQUIRED);
        victims.forEach(victim -> App.byId(victim).ifPresent(needed::add));
        if (count < victims.size() || pace <= 0) {
            throw new Refusal(
                    "Send at least one mail for each of the " + victims.size() + " kills, at a pace above 0.");
        }
        try (var stack =
                attach ? RunningStack.attach(layout, System.getenv()) : RunningStack.start(layout, needed, keep, out)) {
            boolean right = run(stack, victims, count);
            if (keep && !attach) {
                out.println("Logs and data are in " + stack.home().folder() + ".");
            }
            return right ? 0 : 1;
        }
    }

    private List<String> victims() {
        if (brief) {
            return SHORT;
        }
        var all = new ArrayList<>(Arrays.stream(App.values())
                .filter(app -> app != App.SANDBOX)
                .map(App::id)
                .toList());
        all.addAll(INFRASTRUCTURE);
        for (var part : only) {
            if (!all.contains(part)) {
                throw new Refusal(
                        "There is no part \"" + part + "\" to kill: choose from " + String.join(", ", all) + ".");
            }
        }
        return only.isEmpty() ? all : only;
    }

    private boolean run(RunningStack stack, List<String> victims, int count) throws Exception {
        try (var desk = new Desk(stack)) {
            desk.seedAgents(AGENTS);
            var right = attack(stack, victims, count);
            desk.dismissAgents();
            return right;
        }
    }

    private boolean attack(RunningStack stack, List<String> victims, int count) throws Exception {
        out.printf("Sending %d mails while %d parts are killed:%n", count, victims.size());
        var run = Mails.newRun(RECIPIENT);
        var accepted = new AtomicInteger();
        var mailer = new Mailer(
                run, stack.ports().smtp(), CONNECTIONS, PATIENCE, (number, due, at) -> accepted.incrementAndGet());
        var killer = new Killer(stack, victims, count, out);
        var sending = Thread.ofPlatform().name("sending").start(() -> {
            try {
                long start = System.nanoTime();
                mailer.send(
                        0,
                        count,
                        new Pace(start, pace),
                        start + Duration.ofMinutes(30).toNanos(),
                        killer::await);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        var kills = killer.run();
        sending.join();
        out.printf("All mails are sent, %d times again; waiting until everything is quiet ...%n", mailer.repeats());
        var verdict = judge(stack, run, count, accepted.get());
        print(kills, verdict);
        return verdict.isRight();
    }

    /** Looks until all is well, or until it has had time enough to become so. */
    private Verdict judge(RunningStack stack, Mails run, int count, int accepted) throws Exception {
        try (var investigation = new Investigation(stack, run)) {
            long end = System.nanoTime() + QUIET_LIMIT.toNanos();
            while (true) {
                var verdict = Verdict.of(investigation.collect(count, accepted));
                if (verdict.isRight() || System.nanoTime() - end > 0) {
                    return verdict;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private void print(List<Kill> kills, Verdict verdict) {
        out.println();
        out.printf("%-20s %10s %12s %14s%n", "killed", "pid", "after mails", "ready after");
        for (var kill : kills) {
            out.printf(
                    "%-20s %10d %12d %12.1f s%n", kill.part(), kill.pid(), kill.afterMails(), kill.recoverySeconds());
        }
        out.println();
        for (var finding : verdict.findings()) {
            out.printf("%-6s %s: %s%n", finding.right() ? "RIGHT" : "WRONG", finding.what(), finding.detail());
        }
        out.println();
        out.println(
                verdict.isRight()
                        ? "Nothing was lost and nothing was done twice."
                        : "Something is missing or wrong; see above.");
    }
}
