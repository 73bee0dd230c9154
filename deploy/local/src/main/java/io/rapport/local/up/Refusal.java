package io.rapport.local.up;

/** Something the person at the terminal can put right; the message says how. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Refusal(String message) {
        super(message);
    }
}
