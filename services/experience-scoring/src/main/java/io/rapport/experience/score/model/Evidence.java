package io.rapport.experience.score.model;

import java.time.Instant;
import java.util.UUID;

/** Something that happened to a customer and moves the score; points are the formula's business, so it can be replaced. */
public record Evidence(UUID eventId, EvidenceKind kind, Instant at) {}
