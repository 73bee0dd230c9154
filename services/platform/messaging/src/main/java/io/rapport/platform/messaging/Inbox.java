package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** The events a service has handled; the row count of one insert decides who is new. */
final class Inbox {
    private static final String REMEMBER = """
            insert into inbox_event (event_id, tenant)
            select * from unnest($1::uuid[], $2::text[])
            on conflict do nothing
            returning event_id
            """;

    private Inbox() {}

    /** Remembers the events in the caller's transaction, and keeps those it did not know, in order. */
    static <T> Uni<List<Received<T>>> unseen(SqlClient transaction, List<Received<T>> batch) {
        var ids = new UUID[batch.size()];
        var tenants = new String[batch.size()];
        for (int i = 0; i < ids.length; i++) {
            var envelope = batch.get(i).event().envelope();
            ids[i] = envelope.id();
            tenants[i] = envelope.tenant().value();
        }
        return transaction
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(ids, tenants))
                .map(rows -> {
                    var added = HashSet.<UUID>newHashSet(rows.rowCount());
                    rows.forEach(row -> added.add(row.getUUID(0)));
                    var unseen = new ArrayList<Received<T>>(added.size());
                    for (var received : batch) {
                        if (added.remove(received.event().envelope().id())) {
                            unseen.add(received);
                        }
                    }
                    return unseen;
                });
    }
}
