package io.rapport.email.inbound;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.rapport.contracts.value.Party;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a mail came, as far as its bytes do not tell; kept as JSON beside a mail that is set aside. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mail")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "received", value = MailEnvelope.Received.class),
    @JsonSubTypes.Type(name = "sent", value = MailEnvelope.Sent.class)
})
sealed interface MailEnvelope {
    /** Empty for the null return path; null when unknown. */
    @Nullable
    String sender();

    /**
     * It was written to us.
     *
     * @param sender empty for the null return path; null when unknown
     * @param tags behind the plus signs of the addresses it was sent to
     */
    record Received(@Nullable String sender, List<String> tags) implements MailEnvelope {
        public Received {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Somebody of ours wrote it, in a mail program.
     *
     * @param replyTags behind the plus sign of our address in Reply-To
     * @param at when it was sent
     */
    record Sent(List<Party> recipients, List<String> replyTags, Instant at) implements MailEnvelope {
        public Sent {
            recipients = List.copyOf(recipients);
            replyTags = List.copyOf(replyTags);
        }

        /** Of whom the mail itself tells. */
        @Override
        public @Nullable String sender() {
            return null;
        }
    }
}
