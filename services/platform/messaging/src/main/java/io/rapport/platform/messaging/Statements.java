package io.rapport.platform.messaging;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
     * A query for the rows that parameters hold, an array for each column: {@code "id uuid, name text"} are {@code $1::uuid[]} and
     * {@code $2::text[]}. All arrays must have the same length.
     *
     * <p>Where a query would say {@code from unnest($1, $2)}, PostgreSQL keeps every column in a table of its own first; in the list of
     * what is selected it does not, which is a quarter of what a batch's insert takes.
     */
    public static String rows(String columns) {
        var declared = columns.strip().split("\\s*,\\s*");
        return IntStream.range(0, declared.length)
                .mapToObj(i -> {
                    var column = declared[i].split("\\s+");
                    return "unnest($%d::%s[]) as %s".formatted(i + 1, column[1], column[0]);
                })
                .collect(Collectors.joining(", ", "select ", "\n"));
    }

    /**
     * An insert of rows that were not there when they were looked for: one that another process has written since fails it with a
     * {@link TransientFailure}, and who tries again finds that row.
     */
    public static <T> Uni<T> insertingNew(Uni<T> insert, String whenTaken) {
        return insert.onFailure(Statements::isTaken).transform(taken -> new TransientFailure(whenTaken, taken));
    }

    /** Whether a statement wrote a row that is there already. */
    static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private static <T> Uni<T> failingWithFirst(Uni<T> statements) {
        return statements.onFailure(CompositeException.class).transform(Throwable::getCause);
    }
}
