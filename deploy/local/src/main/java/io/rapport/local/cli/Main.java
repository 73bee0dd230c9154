package io.rapport.local.cli;

import io.rapport.local.up.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The launcher behind `./rapport`. */
@Command(
        name = "rapport",
        description = "Runs the whole platform on this machine.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            EnvCommand.class,
            DemoCommand.class,
            BuiltElsewhere.Test.class,
            BuiltElsewhere.Bench.class,
            BuiltElsewhere.Chaos.class,
            DeadLettersCommand.class,
            BuiltElsewhere.Doctor.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    // What a person can put right needs a sentence; what is a bug needs its stack trace.
                    if (failure instanceof Refusal) {
                        command.getErr().println(failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .setParameterExceptionHandler(Main::explain);
    }

    private static int explain(ParameterException wrong, String[] args) {
        var command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        command.getErr()
                .println("See ./rapport help"
                        + (command.getParent() == null ? "." : " " + command.getCommandName() + "."));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }
}
