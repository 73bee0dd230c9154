package io.rapport.routing.sla.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From a customer's message that opened a conversation to our first reply.
 *
 * <p>It keeps the times it started with, so that a changed policy never moves a running clock.
 */
public record FirstReplyClock(Instant startedAt, Instant warnAt, Instant dueAt, Status status) {
    /** How far the clock got. */
    public enum Status {
        RUNNING,
        WARNED,
        BREACHED,
        STOPPED
    }

    /** What the passing of time asks for. */
    public enum Alarm {
        NONE,
        WARN,
        BREACH
    }

    /** A clock that starts with a customer's message. */
    public static FirstReplyClock start(Instant receivedAt, FirstReplyPolicy policy) {
        return new FirstReplyClock(
                receivedAt, policy.warnAfter(receivedAt), policy.dueAfter(receivedAt), Status.RUNNING);
    }

    /** What is due now; a warning that was slept through is left out when the breach is due as well. */
    public Alarm alarmAt(Instant now) {
        return switch (status) {
            case RUNNING -> !now.isBefore(dueAt) ? Alarm.BREACH : !now.isBefore(warnAt) ? Alarm.WARN : Alarm.NONE;
            case WARNED -> !now.isBefore(dueAt) ? Alarm.BREACH : Alarm.NONE;
            case BREACHED, STOPPED -> Alarm.NONE;
        };
    }

    /** When to look at the clock next. */
    public @Nullable Instant nextAlarm() {
        return switch (status) {
            case RUNNING -> warnAt;
            case WARNED -> dueAt;
            case BREACHED, STOPPED -> null;
        };
    }

    /** Whether a reply sent then is the first reply; one sent before the customer wrote answers something older. */
    public boolean isStoppedBy(Instant repliedAt) {
        return status != Status.STOPPED && !repliedAt.isBefore(startedAt);
    }

    /** Whether a reply at that time keeps the promise; the due time itself still does. */
    public boolean isInTime(Instant repliedAt) {
        return !repliedAt.isAfter(dueAt);
    }

    public FirstReplyClock to(Status next) {
        return new FirstReplyClock(startedAt, warnAt, dueAt, next);
    }
}
