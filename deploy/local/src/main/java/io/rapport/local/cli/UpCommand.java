package io.rapport.local.cli;

import io.rapport.local.up.Launcher;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `./rapport up`. */
@Command(
        name = "up",
        description = {
            "Builds what is missing or older than its sources, then starts PostgreSQL, Kafka, Kafka Connect, every service and the sandbox, and restarts what ends by itself.",
            "Stays in the foreground until Ctrl-C, which stops everything; the data stays for the next time."
        })
final class UpCommand implements Callable<Integer> {

    @Option(names = "--detach", description = "Return when everything is ready; ./rapport down stops it.")
    private boolean detach;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "PART",
            description = "Leave out this part (or several, with commas), to run it by hand; see ./rapport env.")
    private Set<String> without = new LinkedHashSet<>();

    // Building is the script's work, done before this runs; the options are here for the help.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--no-build", description = "Start what is built already.")
    private boolean noBuild;

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--build", description = "Build everything first, even what looks up to date.")
    private boolean build;

    @Option(names = "--background", hidden = true)
    private boolean background;

    @Override
    public Integer call() throws Exception {
        var place = Place.here();
        var launcher = new Launcher(place.layout(), place.home(), place.ports(), without, Clock.systemUTC());
        if (detach) {
            return launcher.detach();
        }
        return launcher.run(background);
    }
}
