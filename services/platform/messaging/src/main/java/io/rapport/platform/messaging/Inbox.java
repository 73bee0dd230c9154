package io.rapport.platform.messaging;

import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** The events a service has handled. */
final class Inbox {
    private static final String REMEMBER =
            "insert into inbox_event (event_id, tenant) " + Statements.rows("event_id uuid, tenant text");
    private static final String REMEMBER_NEW = REMEMBER + "on conflict do nothing returning event_id, tenant";

    private Inbox() {}

    /** Remembers events that are new; fails when the service knows one of them. */
    static <T> Uni<Void> remember(SqlClient transaction, List<Received<T>> batch) {
        return transaction.preparedQuery(REMEMBER).execute(keys(batch)).replaceWithVoid();
    }

    /** Remembers those that the service did not know, and keeps them, in order. */
    static <T> Uni<List<Received<T>>> unseen(SqlClient transaction, List<Received<T>> batch) {
        return transaction.preparedQuery(REMEMBER_NEW).execute(keys(batch)).map(rows -> {
            var added = HashSet.<Received.Identity>newHashSet(rows.rowCount());
            rows.forEach(row -> added.add(new Received.Identity(row.getUUID(0), TenantId.of(row.getString(1)))));
            return batch.stream()
                    .filter(received -> added.contains(received.identity()))
                    .toList();
        });
    }

    private static <T> Tuple keys(List<Received<T>> batch) {
        return Tuple.of(
                batch.stream().map(received -> received.identity().id()).toArray(UUID[]::new),
                batch.stream()
                        .map(received -> received.identity().tenant().value())
                        .toArray(String[]::new));
    }
}
