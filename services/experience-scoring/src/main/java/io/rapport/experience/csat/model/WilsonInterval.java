package io.rapport.experience.csat.model;

/**
 * The 95 % score interval of a share, without continuity correction; it stays honest for few answers and near 0 and 1.
 *
 * <p>E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record WilsonInterval(double low, double high) {
    public static final double CONFIDENCE = 0.95;
    private static final double Z = 1.959963984540054;

    /** The interval of so many successes among n trials. */
    public static WilsonInterval of(long successes, long n) {
        if (n <= 0 || successes < 0 || successes > n) {
            throw new IllegalArgumentException(successes + " of " + n + " is no share");
        }
        double share = (double) successes / n;
        double z2n = Z * Z / n;
        double middle = (share + z2n / 2) / (1 + z2n);
        double half = Z / (1 + z2n) * Math.sqrt(share * (1 - share) / n + z2n / (4 * n));
        return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
