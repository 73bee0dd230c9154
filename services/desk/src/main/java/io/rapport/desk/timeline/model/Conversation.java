package io.rapport.desk.timeline.model;

import static io.rapport.desk.timeline.model.ConversationState.ASSIGNED;
import static io.rapport.desk.timeline.model.ConversationState.OFFERED;
import static io.rapport.desk.timeline.model.ConversationState.QUEUED;
import static io.rapport.desk.timeline.model.ConversationState.RESOLVED;
import static io.rapport.desk.timeline.model.ConversationState.SNOOZED;

import io.rapport.contracts.conversations.CommandRejected;
import io.rapport.contracts.conversations.ConversationAssigned;
import io.rapport.contracts.conversations.ConversationContinued;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.conversations.ConversationOffered;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.conversations.ConversationQueued;
import io.rapport.contracts.conversations.ConversationReopened;
import io.rapport.contracts.conversations.ConversationResolved;
import io.rapport.contracts.conversations.ConversationSnoozed;
import io.rapport.contracts.conversations.ConversationTransferred;
import io.rapport.contracts.conversations.FirstReplyGiven;
import io.rapport.contracts.conversations.OfferDeclined;
import io.rapport.contracts.conversations.SlaBreached;
import io.rapport.contracts.conversations.SlaWarned;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as routing has told it so far.
 *
 * <p>Events may arrive in any order and more than once. Each part therefore remembers the version of the event that wrote it
 * and yields only to a higher one, so that the same events always end in the same conversation.
 *
 * @param version the highest version heard of
 * @param heardVersion the version at which the customer last wrote, which whoever finishes it must have seen
 */
public record Conversation(
        TenantId tenant,
        ConversationId id,
        long version,
        long heardVersion,
        Instant openedAt,
        @Nullable About about,
        Placement placement,
        Holder holder,
        FirstReply firstReply) {

    /** Who it is with, and about what. */
    public record About(
            long version,
            ThreadId thread,
            CustomerId customer,
            String address,
            @Nullable String name,
            @Nullable String subject) {}

    /** Where it is, and why. */
    public record Placement(
            long version,
            ConversationState state,
            @Nullable String reason,
            @Nullable AgentId offeredTo,
            @Nullable Instant offerExpiresAt,
            @Nullable Instant resolvedAt) {}

    /** Who has it. */
    public record Holder(long version, @Nullable AgentId agent) {}

    /** How the first-reply clock stands. */
    public record FirstReply(
            long version,
            SlaState state,
            @Nullable Instant dueAt,
            @Nullable Instant givenAt) {}

    /** One of which nothing is known yet but that something happened. */
    public static Conversation unknown(TenantId tenant, ConversationId id, Instant at) {
        return new Conversation(
                tenant,
                id,
                0,
                0,
                at,
                null,
                new Placement(0, QUEUED, null, null, null, null),
                new Holder(0, null),
                new FirstReply(0, SlaState.NONE, null, null));
    }

    public Conversation with(ConversationEvent event) {
        return switch (event) {
            case ConversationOpened e ->
                begun(e, e.thread(), e.customerId(), e.customer(), e.subject(), e.firstReplyDueAt(), e.explanation());
            case ConversationReopened e ->
                begun(e, e.thread(), e.customerId(), e.customer(), e.subject(), e.firstReplyDueAt(), e.explanation());
            case ConversationContinued e ->
                heard(e).about(
                                0,
                                e.thread(),
                                e.customerId(),
                                new Party(e.thread().party(), null),
                                null);
            case ConversationQueued e -> placed(e, QUEUED, e.explanation()).held(e, null);
            case OfferDeclined e -> placed(e, QUEUED, e.explanation()).held(e, null);
            case ConversationOffered e -> offered(e).held(e, null);
            case ConversationAssigned e -> placed(e, ASSIGNED, e.explanation()).held(e, e.agentId());
            case ConversationTransferred e ->
                placed(e, ASSIGNED, e.explanation()).held(e, e.toAgentId());
            case ConversationSnoozed e -> placed(e, SNOOZED, e.explanation());
            case ConversationResolved e -> {
                var resolved = resolved(e).about(e.version(), e.thread(), e.customerId(), e.customer(), e.subject());
                yield e.agentId() == null ? resolved : resolved.held(e, e.agentId());
            }
            case FirstReplyGiven e ->
                seen(e).clock(e, e.inTime() ? SlaState.MET : SlaState.BREACHED, e.dueAt(), e.at());
            case SlaWarned e -> seen(e).clock(e, SlaState.WARNED, e.dueAt(), null);
            case SlaBreached e -> seen(e).clock(e, SlaState.BREACHED, e.dueAt(), null);
            case CommandRejected e -> seen(e);
        };
    }

    private Conversation begun(
            ConversationEvent event,
            ThreadRef thread,
            CustomerId customerId,
            Party customer,
            @Nullable String subject,
            Instant dueAt,
            Explanation why) {
        return heard(event)
                .placed(event, QUEUED, why)
                .held(event, null)
                .about(event.version(), thread, customerId, customer, subject)
                .clock(event, SlaState.RUNNING, dueAt, null);
    }

    private Conversation seen(ConversationEvent event) {
        return new Conversation(
                tenant,
                id,
                Math.max(version, event.version()),
                heardVersion,
                event.at().isBefore(openedAt) ? event.at() : openedAt,
                about,
                placement,
                holder,
                firstReply);
    }

    private Conversation heard(ConversationEvent event) {
        var seen = seen(event);
        return new Conversation(
                tenant,
                id,
                seen.version,
                Math.max(heardVersion, event.version()),
                seen.openedAt,
                about,
                placement,
                holder,
                firstReply);
    }

    private Conversation placed(ConversationEvent event, ConversationState state, Explanation why) {
        return placed(event, new Placement(event.version(), state, why.text(), null, null, null));
    }

    private Conversation offered(ConversationOffered event) {
        return placed(
                event,
                new Placement(
                        event.version(),
                        OFFERED,
                        event.explanation().text(),
                        event.agentId(),
                        event.expiresAt(),
                        null));
    }

    private Conversation resolved(ConversationResolved event) {
        return placed(
                event,
                new Placement(event.version(), RESOLVED, event.explanation().text(), null, null, event.at()));
    }

    private Conversation placed(ConversationEvent event, Placement to) {
        var seen = seen(event);
        var newest = to.version > placement.version ? to : placement;
        return new Conversation(
                tenant, id, seen.version, heardVersion, seen.openedAt, about, newest, holder, firstReply);
    }

    private Conversation held(ConversationEvent event, @Nullable AgentId agent) {
        var newest = event.version() > holder.version ? new Holder(event.version(), agent) : holder;
        return new Conversation(tenant, id, version, heardVersion, openedAt, about, placement, newest, firstReply);
    }

    private Conversation about(
            long from, ThreadRef thread, CustomerId customerId, Party customer, @Nullable String subject) {
        if (about != null && about.version >= from) {
            return this;
        }
        var name = customer.name() == null && about != null ? about.name : customer.name();
        var topic = subject == null && about != null ? about.subject : subject;
        var newest = new About(from, thread.id(), customerId, customer.address(), name, topic);
        return new Conversation(tenant, id, version, heardVersion, openedAt, newest, placement, holder, firstReply);
    }

    private Conversation clock(ConversationEvent event, SlaState state, Instant dueAt, @Nullable Instant givenAt) {
        var newest = event.version() > firstReply.version
                ? new FirstReply(event.version(), state, dueAt, givenAt)
                : firstReply;
        return new Conversation(tenant, id, version, heardVersion, openedAt, about, placement, holder, newest);
    }
}
