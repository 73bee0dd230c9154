package io.rapport.contracts.value;

/**
 * How far an outgoing message got.
 *
 * <p>Providers report statuses late and out of order, so a status only ever moves forward: compare with
 * {@link #supersedes(DeliveryStatus)} before storing one. A failure is final unless the message was delivered after all.
 */
public enum DeliveryStatus {
    ACCEPTED(1),
    QUEUED(2),
    SENT(3),
    FAILED(4),
    DELIVERED(5),
    READ(6);

    private final int rank;

    DeliveryStatus(int rank) {
        this.rank = rank;
    }

    /** Whether this status is news to somebody who knows the other one. */
    public boolean supersedes(DeliveryStatus known) {
        return rank > known.rank;
    }
}
