package io.rapport.sandbox.phone;

import io.rapport.sandbox.phone.Webhooks.Answer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls until the answer is 2xx, after pauses that double up to a minute. */
public final class Redelivery {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private Redelivery() {}

    /**
     * The last answer: one of 2xx, unless the network has given up.
     *
     * @param again is told each answer after which it is tried again
     */
    public static Answer of(Supplier<Answer> call, Duration giveUpAfter, Consumer<Answer> again) {
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
