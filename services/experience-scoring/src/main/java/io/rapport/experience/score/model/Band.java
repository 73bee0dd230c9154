package io.rapport.experience.score.model;

/**
 * Where a score lies.
 *
 * <p>A customer of whom nothing bad or good is known stands at 50, so the fair band surrounds it: one rating of 4 lifts into
 * good, one of 2 drops into poor, a late reply alone does neither.
 */
public enum Band {
    POOR,
    FAIR,
    GOOD;

    private static final double FAIR_FROM = 40;
    private static final double GOOD_FROM = 60;

    static Band of(double score) {
        if (score >= GOOD_FROM) {
            return GOOD;
        }
        return score >= FAIR_FROM ? FAIR : POOR;
    }
}
