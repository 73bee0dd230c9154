package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;

/**
 * The handler alone, in one transaction: nothing is remembered, since what it does twice it does once.
 *
 * @param again takes over where the handler took a row for new that is there already
 */
record Projecting<T>(Pool pool, BatchHandler<T> handler, BatchHandler<T> again, Meters meters, Novelty novelty)
        implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        var distinct = Received.distinct(batch);
        var events = distinct.stream().map(Received::event).toList();
        return novelty.attempt(
                        () -> pool.withTransaction(transaction -> handler.handle(transaction, events)),
                        () -> pool.withTransaction(transaction -> again.handle(transaction, events)))
                .invoke(() -> meters.handled(batch, distinct));
    }
}
