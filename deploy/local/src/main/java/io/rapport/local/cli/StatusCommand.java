package io.rapport.local.cli;

import io.rapport.local.up.Status;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `./rapport status`. */
@Command(name = "status", description = "Shows each part with its state; ends with 3 when nothing runs.")
final class StatusCommand implements Callable<Integer> {

    @Option(
            names = "--json",
            description = "For programs: launcherPid, phase and parts (name, state, pid, port, restarts, since).")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return Status.print(Place.here().home(), json, System.out, Clock.systemUTC()) ? 0 : 3;
    }
}
