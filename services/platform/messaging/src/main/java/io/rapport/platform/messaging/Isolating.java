package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Finds the poison in a batch that fails: halves are tried alone, down to the single event, which goes to the dead letters.
 *
 * <p>One poison among n costs about 2·log2(n) further transactions, and order is kept.
 */
record Isolating<T>(Step<T> next, DeadLetters deadLetters) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        return next.apply(batch).onFailure().recoverWithUni(failure -> isolate(batch, failure));
    }

    private Uni<Void> isolate(List<Received<T>> batch, Throwable failure) {
        if (batch.size() == 1) {
            return deadLetters.bury(batch.getFirst().in(), failure);
        }
        int middle = batch.size() / 2;
        return apply(batch.subList(0, middle)).chain(() -> apply(batch.subList(middle, batch.size())));
    }
}
