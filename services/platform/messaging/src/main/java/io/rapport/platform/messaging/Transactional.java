package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * Recognition of repeated events and the handler, in one transaction.
 *
 * <p>A repetition is rare and to look for one costs as much again as to remember an event, so the batch is taken for new at first.
 */
record Transactional<T>(Pool pool, BatchHandler<T> handler, Meters meters) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        var distinct = Received.distinct(batch);
        return pool.withTransaction(transaction -> Statements.together(List.of(
                                Inbox.remember(transaction, distinct),
                                Uni.createFrom().deferred(() -> handle(transaction, distinct))))
                        .replaceWith(distinct))
                .onFailure(Statements::isTaken)
                .recoverWithUni(() -> pool.withTransaction(
                        transaction -> Inbox.unseen(transaction, distinct).call(unseen -> handle(transaction, unseen))))
                .invoke(unseen -> meters.handled(batch, unseen))
                .replaceWithVoid();
    }

    private Uni<Void> handle(SqlConnection transaction, List<Received<T>> unseen) {
        return unseen.isEmpty()
                ? Uni.createFrom().voidItem()
                : handler.handle(
                        transaction, unseen.stream().map(Received::event).toList());
    }
}
