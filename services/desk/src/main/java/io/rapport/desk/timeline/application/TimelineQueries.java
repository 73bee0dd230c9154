package io.rapport.desk.timeline.application;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ReplyContext;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of the read model; everything within one tenant. */
public interface TimelineQueries {
    /** Which conversations. */
    enum View {
        /** Those one has or is asked to take. */
        MINE,
        /** Those nobody has. */
        UNASSIGNED,
        ALL
    }

    /** How many open conversations each view has. */
    record Counts(long mine, long unassigned, long all) {}

    /** Where the page before ended. */
    record Position(Instant lastMessageAt, UUID id) {}

    /**
     * What a reply or a command has to know.
     *
     * @param heardVersion the version at which the customer last wrote, as far as routing has told
     * @param heardEntry the customer's last message; routing may not have told of it yet
     */
    record Target(
            Summary summary,
            long heardVersion,
            @Nullable UUID heardEntry,
            ThreadRef thread,
            Party party,
            @Nullable ReplyContext replyContext) {}

    /** An entry and the conversation that shows it. */
    record Placed(ConversationId conversationId, Entry entry) {}

    /** The next conversations of a view, the latest message first. */
    Uni<List<Summary>> page(
            TenantId tenant, AgentId me, View view, boolean resolved, int limit, Optional<Position> after);

    Uni<Counts> counts(TenantId tenant, AgentId me);

    Uni<Optional<Summary>> summary(TenantId tenant, ConversationId id);

    /** The latest entries of a conversation, the oldest first. */
    Uni<List<Entry>> timeline(TenantId tenant, ConversationId id);

    /** An entry of a conversation. */
    Uni<Optional<Entry>> entry(TenantId tenant, ConversationId id, UUID entry);

    /** What a reply has to know. */
    Uni<Optional<Target>> target(TenantId tenant, ConversationId id);

    Uni<List<Summary>> summaries(TenantId tenant, Collection<UUID> ids);

    /** All conversations of these customers. */
    Uni<List<Summary>> summariesOf(TenantId tenant, Collection<UUID> customers);

    Uni<List<Placed>> entries(TenantId tenant, Collection<UUID> ids);

    /** The conversation as a command finds it, locked until the transaction ends. */
    Uni<Optional<Target>> lock(SqlClient tx, TenantId tenant, ConversationId id);

    /** How many open conversations each agent has. */
    Uni<Map<AgentId, Long>> load(TenantId tenant);
}
