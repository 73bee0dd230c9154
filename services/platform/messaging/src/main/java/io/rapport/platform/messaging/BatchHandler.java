package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service does with a batch of events it has not seen before.
 *
 * <p>All of it happens in the given transaction, which also remembers the events. It may be called for events that turn out to be known;
 * that transaction is rolled back. A failure rolls everything back: a
 * {@link TransientFailure} or an unreachable database makes the partition wait, anything else isolates the event that
 * causes it and sends that one alone to the dead letters.
 */
@FunctionalInterface
public interface BatchHandler<T> {
    Uni<Void> handle(SqlConnection transaction, List<Event<T>> events);

    /** Those of a batch that are of this type, in order. */
    static <T> List<Event<T>> only(Class<T> type, List<? extends Event<?>> events) {
        var some = new ArrayList<Event<T>>(events.size());
        for (var event : events) {
            if (type.isInstance(event.data())) {
                some.add(new Event<>(event.envelope(), type.cast(event.data())));
            }
        }
        return some;
    }
}
