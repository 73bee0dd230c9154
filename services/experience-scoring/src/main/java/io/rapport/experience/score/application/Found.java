package io.rapport.experience.score.application;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.value.CustomerId;
import io.rapport.experience.score.model.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * Evidence found in the log.
 *
 * @param cause the event that a moved score follows from; its tenant is the customer's
 */
public record Found(CustomerId customerId, @Nullable String customerName, Evidence evidence, Envelope cause) {}
