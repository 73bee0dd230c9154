package io.rapport.platform.channel.outbound;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel can carry and when, as data; {@link Gate} enforces it before every sending.
 *
 * @param maxLength of one message
 * @param measure what {@code maxLength} counts
 * @param longText what becomes of a longer text
 * @param replyWindow how long after the customer's last message we may write; always when absent
 * @param late how we may still write when the window is over; not at all when absent
 */
public record ChannelCapabilities(
        int maxLength,
        Measure measure,
        LongText longText,
        @Nullable Duration replyWindow,
        @Nullable Late late) {

    /** A channel that carries texts up to a length, at any time. */
    public ChannelCapabilities(int maxLength) {
        this(maxLength, Measure.CHARACTERS, LongText.REFUSED, null, null);
    }

    /** What a provider counts. */
    public enum Measure {
        CHARACTERS,
        UTF8_BYTES;

        /** How long the text is. */
        public int of(String text) {
            return this == CHARACTERS ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /** What becomes of a text that is longer than one message may be. */
    public enum LongText {
        REFUSED,
        /** Sent as several messages, cut where a reader would pause. */
        SPLIT
    }

    /**
     * How a provider takes messages after its reply window: as a template, or with a tag.
     *
     * @param upTo after the customer's last message; without end when absent
     * @param humansOnly whether only what a person wrote may go
     */
    public record Late(@Nullable Duration upTo, boolean humansOnly) {}

    /** Why this channel can never carry the message, if it cannot. */
    public Optional<DeliveryFailure> objection(SendMessage message) {
        if (message.text().isBlank()) {
            return Optional.of(new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, null, "The message has no text."));
        }
        int length = measure.of(message.text());
        if (length > maxLength && longText == LongText.REFUSED) {
            return Optional.of(new DeliveryFailure(
                    Reason.CONTENT_NOT_ACCEPTED,
                    null,
                    "The message has " + length + " characters, and this channel carries at most " + maxLength + "."));
        }
        return Optional.empty();
    }

    /** The texts to send one after the other; one, when it fits. */
    public List<String> messages(String text) {
        return TextSplitter.split(text, maxLength, measure);
    }
}
