package io.rapport.desk.channel;

import io.rapport.contracts.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/** Writes what events tell by one statement, a row for each. */
final class EventRows {
    private EventRows() {}

    static <T> Uni<Void> write(SqlConnection tx, String statement, List<Event<T>> news, Function<Event<T>, Tuple> row) {
        return news.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(statement)
                        .executeBatch(news.stream().map(row).toList())
                        .replaceWithVoid();
    }
}
