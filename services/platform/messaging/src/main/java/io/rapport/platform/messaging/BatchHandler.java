package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * What a service does with a batch of events it has not seen before.
 *
 * <p>All of it happens in the given transaction, which also remembers the events. A failure rolls everything back: a
 * {@link TransientFailure} or an unreachable database makes the partition wait, anything else isolates the event that
 * causes it and sends that one alone to the dead letters.
 */
@FunctionalInterface
public interface BatchHandler<T> {
    Uni<Void> handle(SqlConnection transaction, List<Event<T>> events);
}
