package io.rapport.platform.outbox;

import io.rapport.platform.messaging.EventCodec;
import io.rapport.platform.messaging.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one way from a database transaction to Kafka.
 *
 * <p>The table has the columns that Debezium's outbox event router reads.
 */
@Singleton
public class Outbox {
    /** The payload comes as octets, which the driver copies; it would write a text character by character. */
    private static final String APPEND = """
            insert into outbox_event
              (id, topic, key, type, source, time, tenant, correlationid, causationid, traceparent, payload)
            select id, topic, key, type, source, time, tenant, correlationid, causationid, traceparent,
              convert_from(payload, 'UTF8')
            from (""" + Statements.rows("""
            id uuid, topic text, key text, type text, source text, time text, tenant text, correlationid text,
            causationid text, traceparent text, payload bytea""") + """
            ) as n
            """;

    private final EventCodec codec;
    private final String prefix;

    Outbox(EventCodec codec, OutboxConfig config) {
        this.codec = codec;
        this.prefix = config.topicPrefix().orElse("");
    }

    /** Appends the events in the caller's transaction, in order, with one statement. */
    public Uni<Void> append(SqlClient transaction, List<Outgoing> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int n = events.size();
        var id = new UUID[n];
        var topic = new String[n];
        var key = new String[n];
        var type = new String[n];
        var source = new String[n];
        var time = new String[n];
        var tenant = new String[n];
        var correlation = new @Nullable String[n];
        var causation = new @Nullable String[n];
        var trace = new @Nullable String[n];
        var payload = new Buffer[n];
        for (int i = 0; i < n; i++) {
            var outgoing = events.get(i);
            var envelope = outgoing.event().envelope();
            id[i] = envelope.id();
            topic[i] = prefix + outgoing.topic();
            key[i] = envelope.key();
            type[i] = envelope.type();
            source[i] = envelope.source();
            time[i] = envelope.time().toString();
            tenant[i] = envelope.tenant().value();
            correlation[i] = envelope.correlationId();
            causation[i] = envelope.causationId();
            trace[i] = envelope.traceparent();
            payload[i] = Buffer.buffer(codec.payload(outgoing.event().data()));
        }
        var row = Tuple.tuple();
        for (var column :
                List.<Object>of(id, topic, key, type, source, time, tenant, correlation, causation, trace, payload)) {
            row.addValue(column);
        }
        return transaction.preparedQuery(APPEND).execute(row).replaceWithVoid();
    }
}
