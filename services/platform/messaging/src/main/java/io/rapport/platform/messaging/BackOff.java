package io.rapport.platform.messaging;

import java.time.Duration;

/** Pauses that double from the first one up to the longest. */
record BackOff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;
    private static final double SPREAD = 0.1;

    /**
     * How long to wait now.
     *
     * @param earlier how many pauses there were before
     * @param random 0 to 1; takes up to a tenth away, so that what failed together does not come back together
     */
    Duration pause(int earlier, double random) {
        var doubled = first.multipliedBy(1L << Math.min(earlier, MOST_DOUBLINGS));
        var pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause.minusMillis((long) (pause.toMillis() * SPREAD * random));
    }
}
