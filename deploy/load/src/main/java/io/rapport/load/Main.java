package io.rapport.load;

import io.rapport.load.bench.BenchCommand;
import io.rapport.load.chaos.ChaosCommand;
import io.rapport.local.up.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What `./rapport bench` and `./rapport chaos` run. */
@Command(
        name = "rapport",
        synopsisSubcommandLabel = "VERB",
        description = "Measures the platform, and breaks it on purpose. Everything stays on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.class, ChaosCommand.class})
public final class Main {

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Returns the exit status. */
    public static int execute(String... args) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What a person can put right needs a sentence; what is a bug needs its stack trace.
                    if (failure instanceof Refusal) {
                        command.getErr().println(failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(args);
    }
}
