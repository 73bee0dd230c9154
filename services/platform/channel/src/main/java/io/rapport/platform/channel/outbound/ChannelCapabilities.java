package io.rapport.platform.channel.outbound;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import java.util.Optional;

/**
 * What a channel can carry; the gate that every outgoing message passes on the server.
 *
 * @param maxLength in characters
 */
public record ChannelCapabilities(int maxLength) {
    /** Why this channel cannot carry the message, if it cannot. */
    public Optional<DeliveryFailure> objection(SendMessage message) {
        if (message.text().isBlank()) {
            return Optional.of(new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, null, "The message has no text."));
        }
        if (message.text().length() > maxLength) {
            return Optional.of(new DeliveryFailure(
                    Reason.CONTENT_NOT_ACCEPTED,
                    null,
                    "The message has " + message.text().length() + " characters, and this channel carries at most "
                            + maxLength + "."));
        }
        return Optional.empty();
    }
}
