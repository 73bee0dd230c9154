package io.rapport.sandbox.phone;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tries until the company takes it, after pauses that double up to a minute. */
public final class Redelivery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Redelivery() {}

    /** What came of one try. */
    public interface Try {
        boolean isTaken();

        /** For a person. */
        String words();
    }

    /**
     * The last try: one that was taken, unless the network has given up.
     *
     * @param again is told each try that another one follows
     */
    public static <T extends Try> T of(Supplier<T> call, Duration giveUpAfter, Consumer<T> again) {
        var waited = Duration.ZERO;
        var pause = FIRST_PAUSE;
        while (true) {
            var answer = call.get();
            if (answer.isTaken() || waited.compareTo(giveUpAfter) >= 0) {
                return answer;
            }
            again.accept(answer);
            Errands.pause(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
