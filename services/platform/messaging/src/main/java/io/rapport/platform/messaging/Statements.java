package io.rapport.platform.messaging;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.List;

/** SQL statements of one transaction. */
public final class Statements {
    private static final String UNIQUE_VIOLATION = "23505";

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

    /**
     * An insert of rows that were not there when they were looked for: one that another process has written since fails it with a
     * {@link TransientFailure}, and who tries again finds that row.
     */
    public static <T> Uni<T> insertingNew(Uni<T> insert, String whenTaken) {
        return insert.onFailure(failure ->
                        failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState()))
                .transform(taken -> new TransientFailure(whenTaken, taken));
    }

    private static <T> Uni<T> failingWithFirst(Uni<T> statements) {
        return statements.onFailure(CompositeException.class).transform(Throwable::getCause);
    }
}
