package io.rapport.contracts.care;

import io.rapport.contracts.value.CustomerId;
import java.time.Instant;

/** What care did for a customer, and why; key: customer. */
public sealed interface CareEvent
        permits FollowUpScheduled,
                FollowUpMade,
                FollowUpWithheld,
                FollowUpCompleted,
                PromiseMade,
                PromiseKept,
                PromiseBroken,
                PromiseRenegotiated,
                RecoveryOpened,
                RecoveryApologised,
                RecoveryRemedied,
                RecoveryClosed,
                CareGoalAssessed {

    CustomerId customerId();

    Instant at();
}
