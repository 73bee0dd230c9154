package io.rapport.contracts.experience;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer answered a survey.
 *
 * @param satisfied by the formula named
 */
@EventType("rapport.experience.feedback-given.v1")
public record FeedbackGiven(
        CustomerId customerId,
        Instant at,
        UUID surveyId,
        SurveyKind kind,
        String formulaId,
        int rating,
        int scaleMin,
        int scaleMax,
        boolean satisfied,
        @Nullable String comment,
        @Nullable ConversationId conversationId,
        @Nullable ThreadRef thread,
        @Nullable Party customer,
        @Nullable AgentId agentId)
        implements ExperienceEvent {}
