package io.rapport.local.up;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Tells how the stack of a {@link Home} is. */
public final class Status {

    private Status() {}

    /** Returns whether a stack runs there. */
    public static boolean print(Home home, boolean json, PrintStream out, Clock clock) throws IOException {
        var running = LauncherLock.running(home);
        var now = clock.instant();
        if (json) {
            out.println(running.orElse(new StackState(0, StackState.Phase.STOPPED, now, null, List.of()))
                    .json());
        } else if (running.isEmpty()) {
            out.println("Rapport is not running; ./rapport up starts it.");
        } else {
            var state = running.get();
            out.printf(
                    "Rapport is %s (launcher %d, started %s).%n",
                    state.phase().name().toLowerCase(Locale.ROOT), state.launcherPid(), state.startedAt());
            state.parts()
                    .forEach(part -> out.println(
                            Progress.row(part, now, false) + (part.pid() == 0 ? "" : "  pid " + part.pid())));
        }
        return running.isPresent();
    }
}
