package io.rapport.load.mail;

import java.util.concurrent.TimeUnit;

/**
 * When each mail is due, whatever became of the ones before it: an open loop, as customers are.
 *
 * @param start by {@link System#nanoTime()}
 * @param perSecond infinite: all are due at once
 */
public record Pace(long start, double perSecond) {

    /** When the mail of this place in the order is due. */
    public long due(int place) {
        return start + (long) (place / perSecond * TimeUnit.SECONDS.toNanos(1));
    }
}
