package io.rapport.load.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long one step took, over all mails of a phase, in milliseconds.
 *
 * @param curve points of the distribution, for drawing
 */
record Latency(long count, double p50, double p90, double p99, double max, List<Point> curve) {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(30);
    private static final double[] PERCENTILES = {0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100};

    /** One point of the distribution. */
    record Point(double percentile, double millis) {}

    /** From one time to another, of all mails that have both. */
    static Latency between(long[] from, long[] to) {
        var histogram = new Histogram(LONGEST_MICROS, 3);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != 0 && to[i] != 0) {
                // Times of two processes differ by the grain of their clocks, so that a short step may look negative.
                histogram.recordValue(Math.clamp((to[i] - from[i]) / 1_000, 0, LONGEST_MICROS));
            }
        }
        return of(histogram);
    }

    private static Latency of(Histogram histogram) {
        var curve = new ArrayList<Point>();
        for (double percentile : PERCENTILES) {
            curve.add(new Point(percentile, millis(histogram.getValueAtPercentile(percentile))));
        }
        return new Latency(
                histogram.getTotalCount(),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(90)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()),
                List.copyOf(curve));
    }

    private static double millis(long micros) {
        return micros / 1e3;
    }
}
