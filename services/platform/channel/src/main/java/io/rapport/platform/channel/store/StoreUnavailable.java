package io.rapport.platform.channel.store;

/** The store could not be reached or refused the call; the same call may work later. */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
