package io.rapport.email.inbound;

/** What the mails in a folder are. */
enum ImapRole {
    /** Written to us. */
    RECEIVED,
    /** Written by us, in a mail program. */
    SENT
}
