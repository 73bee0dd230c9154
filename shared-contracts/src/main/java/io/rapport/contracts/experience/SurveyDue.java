package io.rapport.contracts.experience;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * It is time to ask; whether it is asked is the attention budget's to say.
 *
 * @param url the public page; it carries a single-use token
 */
@EventType("rapport.experience.survey-due.v1")
public record SurveyDue(
        CustomerId customerId,
        Instant at,
        UUID surveyId,
        SurveyKind kind,
        ConversationId conversationId,
        ThreadRef thread,
        Party customer,
        @Nullable String subject,
        String question,
        String url,
        Explanation explanation)
        implements ExperienceEvent {}
