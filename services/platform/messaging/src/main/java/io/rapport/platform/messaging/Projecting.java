package io.rapport.platform.messaging;

import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** The handler alone, in one transaction: nothing is remembered, since what it does twice it does once. */
record Projecting<T>(Pool pool, BatchHandler<T> handler, Meters meters) implements Step<T> {
    private record Identity(UUID id, TenantId tenant) {}

    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        // within a batch a repetition would meet its own row in the same statement, which PostgreSQL refuses
        var seen = HashSet.<Identity>newHashSet(batch.size());
        var unseen = new ArrayList<Received<T>>(batch.size());
        for (var received : batch) {
            var envelope = received.event().envelope();
            if (seen.add(new Identity(envelope.id(), envelope.tenant()))) {
                unseen.add(received);
            }
        }
        var events = unseen.stream().map(Received::event).toList();
        return pool.withTransaction(transaction -> handler.handle(transaction, events))
                .invoke(() -> meters.handled(batch, unseen));
    }
}
