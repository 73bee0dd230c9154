package io.rapport.sandbox.phone;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message on a customer's phone.
 *
 * @param id the network's own
 * @param company under what the company is known in the network, of those it may have there
 * @param customer the address of the customer's mailbox
 * @param mine whether the customer wrote it
 * @param note what a person should know about its state, if anything
 * @param reference what the sender wants back with every report on it
 * @param visibility who may read it, where the network lets its writer choose
 */
public record Message(
        String id,
        Network network,
        String company,
        String customer,
        boolean mine,
        String text,
        List<Attachment> files,
        State state,
        @Nullable String note,
        @Nullable String reference,
        Instant at,
        @Nullable Visibility visibility) {

    /** A message in a network where only the receiver reads it. */
    public Message(
            String id,
            Network network,
            String company,
            String customer,
            boolean mine,
            String text,
            List<Attachment> files,
            State state,
            @Nullable String note,
            @Nullable String reference,
            Instant at) {
        this(id, network, company, customer, mine, text, files, state, note, reference, at, null);
    }

    public Message {
        // the journal passes over what an older sandbox wrote without it
        Objects.requireNonNull(company, "company");
    }

    /** How far it got: the customer's to the company, the company's to the customer. */
    public enum State {
        UNDERWAY,
        SENT,
        DELIVERED,
        READ,
        FAILED
    }

    /** A file that came with it. */
    public record Attachment(String id, String name, String type, long size) {}

    /** The same with the files that came with it. */
    public Message with(List<Attachment> newFiles) {
        return new Message(
                id, network, company, customer, mine, text, newFiles, state, note, reference, at, visibility);
    }

    public Message now(State newState, @Nullable String newNote) {
        return new Message(
                id, network, company, customer, mine, text, files, newState, newNote, reference, at, visibility);
    }
}
