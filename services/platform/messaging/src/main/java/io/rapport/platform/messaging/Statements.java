package io.rapport.platform.messaging;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** SQL statements of one transaction. */
public final class Statements {
    private Statements() {}

    /**
     * Sends statements of which none needs another's answer, in this order and in one round trip.
     *
     * <p>It ends when all are answered. PostgreSQL refuses what follows a failure in a transaction, so this fails with what failed first.
     */
    public static Uni<Void> together(List<Uni<Void>> statements) {
        return statements.isEmpty()
                ? Uni.createFrom().voidItem()
                : failingWithFirst(Uni.join().all(statements).andCollectFailures())
                        .replaceWithVoid();
    }

    /** As {@link #together(List)}; with the answer of the last one. */
    public static <T> Uni<T> together(List<Uni<Void>> statements, Uni<T> last) {
        return failingWithFirst(Uni.combine()
                .all()
                .unis(together(statements), last)
                .collectFailures()
                .with((nothing, answer) -> answer));
    }

    private static <T> Uni<T> failingWithFirst(Uni<T> statements) {
        return statements.onFailure(CompositeException.class).transform(Throwable::getCause);
    }
}
