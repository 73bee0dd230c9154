package io.rapport.desk.timeline.application;

import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.TenantId;
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
 * <p>Messages and conversations come from two topics, and two processes may write those of one thread at the same time. Each
 * locks its threads first, then its conversations, both in the order of their ids: so neither misses the other and nobody waits in a
 * circle.
 */
public interface TimelineStore {
    /** A conversation of a tenant. */
    record ConversationKey(TenantId tenant, ConversationId id) {}

    /** A customer of a tenant. */
    record CustomerKey(TenantId tenant, UUID id) {}

    /** A customer's name as of a moment. */
    record Naming(
            TenantId tenant, UUID customerId, @Nullable String name, Instant at) {}

    /** Makes sure of the threads, locks them, and keeps what messages told of them. */
    Uni<Void> saveThreads(SqlConnection tx, Collection<ThreadNews> news);

    /** Fails when one of them is there already. */
    Uni<Void> addEntries(SqlConnection tx, Collection<EntryNews> news);

    Uni<Void> saveEntries(SqlConnection tx, Collection<EntryNews> news);

    /** Those that are known of these, and those that messages told of their threads, locked. */
    Uni<Map<ConversationKey, Conversation>> load(
            SqlConnection tx, Collection<ConversationKey> keys, Collection<ThreadNews> news);

    /** Brings the last message of their threads into these. */
    Uni<Void> showLastMessages(SqlConnection tx, Collection<ConversationKey> keys);

    /** Those that were not known, with the last message of their threads; fails for a moment when another process was faster. */
    Uni<Void> insert(SqlConnection tx, Collection<Conversation> conversations);

    /** Those that were, with the last message of their threads. */
    Uni<Void> update(SqlConnection tx, Collection<Conversation> conversations);

    /** Keeps the names that are newer, and says who is called differently now. */
    Uni<List<CustomerKey>> saveNames(SqlConnection tx, Collection<Naming> names);
}
