package io.rapport.experience.csat.model;

import org.jspecify.annotations.Nullable;

/**
 * Customer satisfaction: the share of answers in the top two of five points.
 *
 * <p>The formula id goes with every number, because satisfaction on another scale or with another cut is another number.
 */
public record Csat(long n, long satisfied) {
    public static final String FORMULA_ID = "csat-5pt-top2@1";
    public static final int MIN = 1;
    public static final int MAX = 5;
    public static final int SATISFIED_FROM = 4;

    public Csat {
        if (satisfied < 0 || satisfied > n) {
            throw new IllegalArgumentException("Of " + n + " answers, " + satisfied + " cannot be satisfied");
        }
    }

    /** Whether an answer counts as satisfied. */
    public static boolean satisfied(int rating) {
        return rating >= SATISFIED_FROM;
    }

    /** Percent of satisfied answers; nothing is known without answers, which is not the same as 0. */
    public @Nullable Double value() {
        return n == 0 ? null : 100.0 * satisfied / n;
    }

    /** How far the value can be trusted. */
    public @Nullable WilsonInterval interval() {
        return n == 0 ? null : WilsonInterval.of(satisfied, n);
    }
}
