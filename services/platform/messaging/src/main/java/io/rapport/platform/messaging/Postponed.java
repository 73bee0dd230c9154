package io.rapport.platform.messaging;

/** An effect that the far side does not take now: it is tried again later, and the events behind it go on meanwhile. */
public final class Postponed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason one sentence for operators, without addresses or text */
    public Postponed(String reason) {
        super(reason);
    }
}
