package io.rapport.contracts.experience;

import io.rapport.contracts.value.CustomerId;
import java.time.Instant;

/** How a customer's experience changed; key: customer. */
public sealed interface ExperienceEvent permits SurveyDue, FeedbackGiven, ScoreChanged, StageChanged, RiskChanged {

    CustomerId customerId();

    Instant at();
}
