package io.rapport.care.attention.application;

import io.rapport.care.attention.model.AttentionDecision;
import io.rapport.care.attention.model.CustomerContext;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known about customers and threads, and where decisions are kept. */
public interface Contacts {

    /** A customer of a tenant. */
    record Key(TenantId tenant, CustomerId customerId) {}

    /** How a thread goes on. */
    record Continuation(@Nullable String subject, ReplyContext replyContext) {}

    /** A decision and what it was about. */
    record Decided(OutwardContact contact, UUID commandId, AttentionDecision decision, Instant at) {}

    /** The contexts of these customers, for whom nobody else decides until the transaction ends. */
    Uni<Map<Key, CustomerContext>> contexts(SqlConnection tx, Collection<OutwardContact> contacts, Instant since);

    Uni<Map<ThreadId, Continuation>> continuations(SqlConnection tx, Collection<OutwardContact> contacts);

    /** Keeps the decisions, and gives the follow-ups that were not decided before. */
    Uni<Set<UUID>> record(SqlConnection tx, List<Decided> decisions);
}
