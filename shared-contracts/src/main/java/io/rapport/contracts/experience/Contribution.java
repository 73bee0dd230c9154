package io.rapport.contracts.experience;

import java.time.Instant;
import java.util.UUID;

/**
 * One part of a score.
 *
 * @param label in plain words
 * @param points what it adds or takes
 * @param eventId the event it comes from
 */
public record Contribution(String label, double points, UUID eventId, Instant at) {}
