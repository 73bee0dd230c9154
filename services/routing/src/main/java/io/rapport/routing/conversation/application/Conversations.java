package io.rapport.routing.conversation.application;

import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.TenantId;
import io.rapport.routing.conversation.model.Conversation;
import io.rapport.routing.conversation.model.ConversationKey;
import io.rapport.routing.conversation.model.ThreadKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The conversations, as stored; everything locked stays so until the transaction ends. */
public interface Conversations {
    /** Those of these that exist; waits for whoever has them locked. */
    Uni<List<Conversation>> lock(SqlClient transaction, Collection<ConversationKey> keys);

    /** Those that these threads have; waits for whoever has them locked. */
    Uni<List<Conversation>> lockOf(SqlClient transaction, Collection<ThreadKey> threads);

    /** The longest waiting that one of these agents has not been asked about; never waits for a lock. */
    Uni<List<Conversation>> lockWaiting(SqlClient transaction, TenantId tenant, Set<AgentId> agents, int limit);

    /** Those that are offered to these agents; never waits for a lock. */
    Uni<List<Conversation>> lockOffered(SqlClient transaction, TenantId tenant, Set<AgentId> agents);

    /** Those for which time has something to do; never waits for a lock. */
    Uni<List<Conversation>> lockDue(SqlClient transaction, Instant now, int limit);

    /** Fails for a moment when another process has opened one of them since. */
    Uni<Void> insert(SqlClient transaction, List<Conversation> conversations);

    Uni<Void> update(SqlClient transaction, List<Conversation> conversations);

    /** Keeps what was told, for people who ask why. */
    Uni<Void> remember(SqlClient transaction, List<Told> told);

    /** Everything told of a conversation, oldest first. */
    Uni<List<Remembered>> decisions(TenantId tenant, ConversationId conversation);

    /** An event and whose it is. */
    record Told(TenantId tenant, ConversationEvent event) {}

    /** An event as people read it. */
    record Remembered(long version, Instant at, String type, Explanation explanation) {}
}
