package io.rapport.local.up;

import io.rapport.local.up.StackState.Part;
import io.rapport.local.up.StackState.State;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Shows how the parts come up: a table that redraws itself on a terminal, a line for each change elsewhere. */
final class Progress {

    private final PrintStream out;
    private final Clock clock;
    private final boolean terminal;
    private final Map<String, State> shown = new HashMap<>();
    private int drawn;

    Progress(PrintStream out, Clock clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
    }

    void show(StackState state) {
        if (terminal) {
            redraw(state);
        } else {
            state.parts().forEach(part -> line(state, part));
        }
        out.flush();
    }

    private void redraw(StackState state) {
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A');
        }
        for (var part : state.parts()) {
            text.append("\033[2K").append(row(part, clock.instant(), true)).append('\n');
        }
        drawn = state.parts().size();
        out.print(text);
    }

    private void line(StackState state, Part part) {
        if (shown.put(part.name(), part.state()) != part.state() && part.state() != State.WAITING) {
            out.printf(
                    Locale.ROOT,
                    "[%5.1f s] %s%n",
                    seconds(state.startedAt(), part.since()),
                    row(part, part.since(), false).strip());
        }
    }

    /** One part in one line, as `up` and `status` show it. */
    static String row(Part part, Instant now, boolean colours) {
        var time = switch (part.state()) {
            case READY -> part.seconds() == null ? "" : "%.1f s".formatted(part.seconds());
            case STARTING, STOPPING -> "%.1f s".formatted(seconds(part.since(), now));
            case WAITING, RESTARTING, FAILED, MISSING, WITHOUT, STOPPED -> "";
        };
        var detail = part.detail() == null ? "" : part.detail();
        var restarts = part.restarts() == 0 ? "" : "restarted %d×  ".formatted(part.restarts());
        var note = switch (part.state()) {
            case READY -> restarts + "port " + part.port();
            case RESTARTING -> restarts + detail;
            case FAILED -> detail + "; see ./rapport logs " + part.name();
            case MISSING -> "not built; ./rapport up --build builds it";
            case WITHOUT -> "left to you; ./rapport env " + part.name() + " prints its settings";
            case WAITING, STARTING, STOPPING, STOPPED -> "";
        };
        var word = part.state().name().toLowerCase(Locale.ROOT);
        return "  %s %-20s %s %8s   %s"
                .formatted(
                        colours ? colour(part.state()) + "●\033[0m" : "-",
                        part.name(),
                        "%-10s".formatted(word),
                        time,
                        note)
                .stripTrailing();
    }

    private static String colour(State state) {
        return switch (state) {
            case READY -> "\033[32m";
            case FAILED, MISSING -> "\033[31m";
            case STARTING, RESTARTING, STOPPING -> "\033[33m";
            case WAITING, WITHOUT, STOPPED -> "\033[90m";
        };
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
