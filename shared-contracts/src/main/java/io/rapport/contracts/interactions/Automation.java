package io.rapport.contracts.interactions;

/** What wrote a message that no person wrote just now; such messages are never answered automatically (RFC 3834). */
public enum Automation {
    NONE,
    AUTO_REPLY,
    AUTO_GENERATED,
    BULK,
    BOUNCE
}
