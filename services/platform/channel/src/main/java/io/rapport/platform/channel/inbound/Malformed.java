package io.rapport.platform.channel.inbound;

/** A payload that is not what its sender is supposed to send; the message says what is wrong, without quoting it. */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Malformed(String reason) {
        super(reason);
    }
}
