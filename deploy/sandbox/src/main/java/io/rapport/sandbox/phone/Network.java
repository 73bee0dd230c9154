package io.rapport.sandbox.phone;

/** What a customer writes messages with. */
public enum Network {
    SMS,
    WHATSAPP,
    TELEGRAM,
    CHAT,
    MESSENGER,
    INSTAGRAM,
    MASTODON
}
