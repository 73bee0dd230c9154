package io.rapport.experience.score.model;

/**
 * Where a score lies.
 *
 * <p>A customer of whom nothing bad or good is known stands at 50, so the yellow band surrounds it: one rating of 4 lifts into
 * green, one of 2 drops into red, a late reply alone does neither.
 */
public enum Band {
    RED,
    YELLOW,
    GREEN;

    private static final double YELLOW_FROM = 40;
    private static final double GREEN_FROM = 60;

    static Band of(double score) {
        if (score >= GREEN_FROM) {
            return GREEN;
        }
        return score >= YELLOW_FROM ? YELLOW : RED;
    }
}
