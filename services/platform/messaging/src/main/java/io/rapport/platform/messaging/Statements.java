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
                : Uni.join()
                        .all(statements)
                        .andCollectFailures()
                        .onFailure(CompositeException.class)
                        .transform(Throwable::getCause)
                        .replaceWithVoid();
    }
}
