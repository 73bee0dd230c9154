package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;

/** Recognition of repeated events and the handler, in one transaction. */
record Transactional<T>(Pool pool, BatchHandler<T> handler, Meters meters) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        return pool.withTransaction(transaction -> Inbox.unseen(transaction, batch)
                        .call(unseen -> unseen.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : handler.handle(
                                        transaction,
                                        unseen.stream().map(Received::event).toList())))
                .invoke(unseen -> meters.handled(batch, unseen))
                .replaceWithVoid();
    }
}
