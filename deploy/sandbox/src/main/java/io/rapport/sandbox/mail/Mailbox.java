package io.rapport.sandbox.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's mails, by conversation, the newest conversation first. */
public record Mailbox(String address, @Nullable String name, List<Conversation> conversations) {
    /** Mails that answer each other, the oldest first. */
    public record Conversation(String id, String subject, Instant lastAt, List<Mail> mails) {}

    /** A mailbox in the list of all. */
    public record Summary(
            String address, @Nullable String name, int mails, Mail.Way lastWay, String lastSubject, Instant lastAt) {}
}
