package io.rapport.desk.timeline.application;

import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.desk.timeline.model.Conversation;
import io.rapport.desk.timeline.model.EntryNews;
import io.rapport.desk.timeline.model.ThreadNews;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the read model is kept. Every call is one statement, however large the batch.
 *
 * <p>Messages and conversations come from two topics and may be written at the same time. Whoever writes either locks the
 * thread first, then the conversation, each in the order of its ids: so neither misses the other and nobody waits in a circle.
 */
public interface TimelineStore {
    /** A conversation of a tenant. */
    record ConversationKey(TenantId tenant, ConversationId id) {}

    /** The thread of a tenant. */
    record ThreadKey(TenantId tenant, ThreadRef thread) {}

    /** A customer of a tenant. */
    record CustomerKey(TenantId tenant, UUID id) {}

    /** A customer's name as of a moment. */
    record Naming(
            TenantId tenant, UUID customerId, @Nullable String name, Instant at) {}

    Uni<Void> saveThreads(SqlConnection tx, Collection<ThreadNews> news);

    /** Makes sure of the threads and locks them. */
    Uni<Void> lockThreads(SqlConnection tx, Collection<ThreadKey> threads);

    Uni<Void> saveEntries(SqlConnection tx, Collection<EntryNews> news);

    /** Brings the last message of these threads into their conversations, and says into which. */
    Uni<List<ConversationKey>> showLastMessages(SqlConnection tx, Collection<ThreadNews> news);

    /** Those that are known of these, locked. */
    Uni<Map<ConversationKey, Conversation>> load(SqlConnection tx, Collection<ConversationKey> keys);

    Uni<Void> save(SqlConnection tx, Collection<Conversation> conversations);

    /** Keeps the names that are newer, and says who is called differently now. */
    Uni<List<CustomerKey>> saveNames(SqlConnection tx, Collection<Naming> names);
}
