package io.rapport.routing.sla.model;

import java.time.Duration;
import java.time.Instant;

/**
 * How soon a customer gets a first reply.
 *
 * @param target from the customer's message to our first reply
 * @param warnAt the part of the target after which we warn, 0 to 1
 */
public record FirstReplyPolicy(Duration target, double warnAt) {
    /** The name of the clock in events. */
    public static final String CLOCK = "first-reply";

    /** What this policy decides by, for explanations. */
    public static final String VERSION = "first-reply-1";

    public FirstReplyPolicy {
        if (target.isNegative() || target.isZero() || warnAt <= 0 || warnAt > 1) {
            throw new IllegalArgumentException("rapport.sla: first-reply must be longer than zero and warn-at above 0"
                    + " and at most 1, not " + target + " and " + warnAt);
        }
    }

    /** When a reply to a message received then is due. */
    public Instant dueAfter(Instant receivedAt) {
        return receivedAt.plus(target);
    }

    Instant warnAfter(Instant receivedAt) {
        return receivedAt.plusNanos(Math.round(target.toNanos() * warnAt));
    }
}
