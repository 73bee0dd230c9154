package io.rapport.platform.channel.provider;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.value.Contact;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Party;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a provider tells in a webhook call, in no vendor's words. */
public sealed interface Inbound {
    /**
     * A customer wrote.
     *
     * @param account our side: phone number, bot or page id
     * @param references what it answers or corrects, in the provider's ids, oldest first
     * @param root what tells this party's threads with us apart; absent where there is one endless thread
     * @param contact who the sender says to be, where an address tells nothing
     */
    record Message(
            String providerMessageId,
            String account,
            Party from,
            String text,
            List<File> files,
            List<String> references,
            @Nullable Instant writtenAt,
            @Nullable String root,
            @Nullable Contact contact)
            implements Inbound {
        public Message {
            files = List.copyOf(files);
            references = List.copyOf(references);
        }

        /** A message of one of the party's threads. */
        public Message(
                String providerMessageId,
                String account,
                Party from,
                String text,
                List<File> files,
                List<String> references,
                @Nullable Instant writtenAt,
                String root) {
            this(providerMessageId, account, from, text, files, references, writtenAt, root, null);
        }

        /** A message of the party's one endless thread. */
        public Message(
                String providerMessageId,
                String account,
                Party from,
                String text,
                List<File> files,
                List<String> references,
                @Nullable Instant writtenAt) {
            this(providerMessageId, account, from, text, files, references, writtenAt, null, null);
        }

        /** A message that refers to no other. */
        public Message(
                String providerMessageId,
                String account,
                Party from,
                String text,
                List<File> files,
                @Nullable Instant writtenAt) {
            this(providerMessageId, account, from, text, files, List.of(), writtenAt);
        }

        /** The same, by somebody of this name. */
        public Message named(String name) {
            return new Message(
                    providerMessageId,
                    account,
                    new Party(from.address(), name),
                    text,
                    files,
                    references,
                    writtenAt,
                    root,
                    contact);
        }
    }

    /** A file of a message, still at the provider. */
    record File(@Nullable String name, String mediaType, String providerRef) {}

    /** How far a message of ours got. */
    record Status(
            String providerMessageId,
            DeliveryStatus status,
            @Nullable DeliveryFailure failure,
            Instant at) implements Inbound {}

    /** How far a message of ours got, from a provider that gave us back what we told it about the message. */
    record Report(Status status, Ours ours) implements Inbound {}

    /**
     * How far messages of ours got, from a provider that names them only by its own ids or by time.
     *
     * @param named their ids
     * @param upTo all that were sent until then
     */
    record Reached(
            String account,
            String party,
            DeliveryStatus status,
            List<String> named,
            @Nullable Instant upTo,
            Instant at) implements Inbound {
        public Reached {
            named = List.copyOf(named);
        }
    }

    /** Somebody wrote to a customer in our name, not through us: in the provider's own inbox. */
    record SentElsewhere(String providerMessageId, String account, Party to, String text, Instant at)
            implements Inbound {}

    /**
     * A customer reacted to a message.
     *
     * @param emoji absent when the reaction was taken back
     */
    record Reaction(
            String providerMessageId,
            String account,
            String party,
            @Nullable String emoji,
            Instant at) implements Inbound {}

    /** Something we do not know; it is counted by its kind. */
    record Unknown(String kind) implements Inbound {}
}
