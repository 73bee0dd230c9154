package io.rapport.experience.survey.model;

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
 * One question about one resolution.
 *
 * @param agentId who resolved it, if a person did
 * @param dueEventId the event that announced the survey
 * @param story the correlation id that the answer carries on
 * @param answer absent until the customer answers
 */
public record Survey(
        TenantId tenant,
        UUID id,
        CustomerId customerId,
        Party customer,
        ConversationId conversationId,
        ThreadRef thread,
        @Nullable AgentId agentId,
        String question,
        Instant askedAt,
        Instant expiresAt,
        UUID dueEventId,
        String story,
        @Nullable Answer answer) {

    public boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Decides what an answer from the form is worth. */
    public AnswerOutcome answer(@Nullable String rating, @Nullable String comment, Instant now) {
        if (answer != null) {
            return new AnswerOutcome.AlreadyAnswered();
        }
        if (expired(now)) {
            return new AnswerOutcome.Expired();
        }
        int points = points(rating);
        if (points < Answer.MIN_RATING || points > Answer.MAX_RATING) {
            return new AnswerOutcome.Incomplete(this, "Please choose one of the five answers first.");
        }
        // forms send line ends as CR LF, which would make the page's limit and ours differ
        var words = comment == null ? "" : comment.replace("\r\n", "\n").strip();
        if (words.length() > Answer.MAX_COMMENT) {
            return new AnswerOutcome.Incomplete(
                    this,
                    "Your comment is a little too long: please keep it to " + Answer.MAX_COMMENT + " characters.");
        }
        return new AnswerOutcome.Recorded(this, new Answer(points, words.isEmpty() ? null : words, now));
    }

    /** The rating somebody typed into the address or chose in the form; 0 when it is none. */
    public static int points(@Nullable String rating) {
        return rating != null && rating.length() == 1 && Character.isDigit(rating.charAt(0))
                ? Character.digit(rating.charAt(0), 10)
                : 0;
    }
}
