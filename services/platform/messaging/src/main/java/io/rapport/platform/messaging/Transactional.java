package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Recognition of repeated events and the handler, in one transaction. */
record Transactional<T>(Pool pool, BatchHandler<T> handler, Meters meters, Novelty novelty) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        var distinct = Received.distinct(batch);
        return novelty.attempt(
                        () -> pool.withTransaction(transaction -> Statements.together(List.of(
                                        Inbox.remember(transaction, distinct),
                                        Uni.createFrom().deferred(() -> handle(transaction, distinct))))
                                .replaceWith(distinct)),
                        () -> pool.withTransaction(transaction ->
                                Inbox.unseen(transaction, distinct).call(unseen -> handle(transaction, unseen))))
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
