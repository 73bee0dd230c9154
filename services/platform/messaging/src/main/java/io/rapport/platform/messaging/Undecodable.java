package io.rapport.platform.messaging;

/** A record that is no event we can read; the message says what is wrong with it. */
public final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecodable(String message) {
        super(message);
    }

    Undecodable(String message, Throwable cause) {
        super(message, cause);
    }
}
