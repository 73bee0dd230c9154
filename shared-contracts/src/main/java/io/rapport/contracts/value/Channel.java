package io.rapport.contracts.value;

import java.util.Locale;

/** How a message travels. */
public enum Channel {
    EMAIL,
    SMS,
    CHAT,
    SOCIAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The lower-case name, as in topic names. */
    public String wireName() {
        return wireName;
    }
}
