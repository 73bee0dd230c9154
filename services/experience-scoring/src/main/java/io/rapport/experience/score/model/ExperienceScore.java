package io.rapport.experience.score.model;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How good a customer's experience is: 0 to 100, higher is better, the sum of a base and what each piece of evidence is still
 * worth.
 *
 * <p>A pure function of the evidence and a moment, so that the log can be replayed and gives the same number.
 *
 * @param contributions newest first; what is worth next to nothing any more is left out
 */
public record ExperienceScore(double value, Band band, Instant asOf, List<Part> contributions) {
    public static final String FORMULA_ID = "experience@1";
    public static final double BASE = 50;

    private static final double HALF_LIFE_SECONDS = Duration.ofDays(90).toSeconds();

    /** After eight half-lives the strongest evidence is worth less than 0.1. */
    public static final Duration FORGOTTEN_AFTER = Duration.ofDays(720);

    /** One piece of evidence and what it is worth at that moment. */
    public record Part(String label, double points, UUID eventId, Instant at) {}

    /** The score as it stood when the newest evidence came in. */
    public static ExperienceScore of(List<Evidence> evidence) {
        return at(
                evidence.stream()
                        .map(Evidence::at)
                        .max(Instant::compareTo)
                        .orElseThrow(() -> new IllegalArgumentException("Without evidence there is no score")),
                evidence);
    }

    /** The score as it stands at a moment. */
    public static ExperienceScore at(Instant moment, List<Evidence> evidence) {
        var parts = evidence.stream()
                .filter(e -> Duration.between(e.at(), moment).compareTo(FORGOTTEN_AFTER) < 0)
                .map(e -> new Part(e.kind().label(), decayed(e, moment), e.eventId(), e.at()))
                .sorted(comparing(Part::at).reversed().thenComparing(Part::eventId))
                .toList();
        double sum = BASE + parts.stream().mapToDouble(Part::points).sum();
        double value = rounded(Math.clamp(sum, 0, 100));
        return new ExperienceScore(value, Band.of(value), moment, parts);
    }

    private static double decayed(Evidence evidence, Instant moment) {
        // evidence from after the moment (clocks differ) is fresh, not worth more than on its day
        double age = Math.max(0, Duration.between(evidence.at(), moment).toSeconds());
        return rounded(evidence.kind().points() * Math.pow(0.5, age / HALF_LIFE_SECONDS));
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
