package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Takes what comes for new, since to look costs as much again as to write; for a while after something was not new it looks first, so that
 * repetitions that come in numbers do not cost a vain attempt each.
 */
final class Novelty {
    private static final Duration WARY = Duration.ofSeconds(10);

    private volatile long waryUntil = System.nanoTime();

    /**
     * One of both, and the second too when the first wrote a row that is there already.
     *
     * @param unseen a transaction that fails when something is known
     * @param looking the same, that finds out what is
     */
    <T> Uni<T> attempt(Supplier<Uni<T>> unseen, Supplier<Uni<T>> looking) {
        if (System.nanoTime() - waryUntil < 0) {
            return looking.get();
        }
        return unseen.get().onFailure(Statements::isTaken).recoverWithUni(() -> {
            waryUntil = System.nanoTime() + WARY.toNanos();
            return looking.get();
        });
    }
}
