package io.rapport.care.recovery.model;

import io.rapport.care.recovery.model.RecoveryChange.Changed;
import io.rapport.care.recovery.model.RecoveryChange.Refused;
import io.rapport.care.recovery.model.RecoveryChange.Repeated;
import io.rapport.care.recovery.model.RecoveryState.Apologised;
import io.rapport.care.recovery.model.RecoveryState.Apology;
import io.rapport.care.recovery.model.RecoveryState.Closed;
import io.rapport.care.recovery.model.RecoveryState.Open;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mistake towards a customer that is to be made good.
 *
 * @param apologyDueAt until when somebody should have apologised
 * @param assignee who should, if anybody was there
 * @param openedEventId the event that announced it
 * @param story the correlation id that everything after it carries on
 */
public record Recovery(
        TenantId tenant,
        UUID id,
        CustomerId customerId,
        @Nullable Party customer,
        @Nullable ConversationId conversationId,
        @Nullable ThreadRef thread,
        Instant openedAt,
        String cause,
        int rating,
        int scaleMin,
        int scaleMax,
        @Nullable String comment,
        Instant apologyDueAt,
        @Nullable AgentId assignee,
        UUID openedEventId,
        String story,
        long version,
        RecoveryState state) {

    public RecoveryChange apologise(Apology apology) {
        return switch (state) {
            case Open ignored -> changed(new Apologised(apology));
            case Apologised(Apology given) ->
                given.requestId().equals(apology.requestId())
                        ? new Repeated(this)
                        : new Refused("Somebody has apologised already.");
            case Closed closed ->
                closed.apology() != null && closed.apology().requestId().equals(apology.requestId())
                        ? new Repeated(this)
                        : new Refused("This recovery is closed.");
        };
    }

    public RecoveryChange close(UUID requestId, AgentId by, boolean recovered, String note, Instant at) {
        return switch (state) {
            case Open ignored ->
                // whoever made a mistake says so first; making it good in silence is no recovery
                recovered
                        ? new Refused("Nobody has apologised yet: apologise first, or close it as not recovered.")
                        : changed(new Closed(null, requestId, by, false, note, at));
            case Apologised(Apology apology) -> changed(new Closed(apology, requestId, by, recovered, note, at));
            case Closed closed ->
                closed.requestId().equals(requestId)
                        ? new Repeated(this)
                        : new Refused("This recovery is closed already.");
        };
    }

    /** The apology, once it is made. */
    public @Nullable Apology apology() {
        return switch (state) {
            case Open ignored -> null;
            case Apologised(Apology apology) -> apology;
            case Closed closed -> closed.apology();
        };
    }

    public boolean inTime(Instant moment) {
        return !moment.isAfter(apologyDueAt);
    }

    /** Whether an apology is still owed after its time. */
    public boolean overdue(Instant now) {
        return state instanceof Open && !inTime(now);
    }

    private RecoveryChange changed(RecoveryState next) {
        return new Changed(new Recovery(
                tenant,
                id,
                customerId,
                customer,
                conversationId,
                thread,
                openedAt,
                cause,
                rating,
                scaleMin,
                scaleMax,
                comment,
                apologyDueAt,
                assignee,
                openedEventId,
                story,
                version + 1,
                next));
    }
}
