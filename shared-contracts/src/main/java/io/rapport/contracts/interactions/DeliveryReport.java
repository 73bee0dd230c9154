package io.rapport.contracts.interactions;

import org.jspecify.annotations.Nullable;

/**
 * What a message says about the delivery of another one, which could not be found among ours.
 *
 * @param recipient whom the other message was meant for
 * @param failure why it did not get through, when it did not; its code is an enhanced status code (RFC 3463)
 * @param originalMessageId the Message-ID of the other one
 */
public record DeliveryReport(
        Kind kind,
        @Nullable String recipient,
        @Nullable DeliveryFailure failure,
        @Nullable String originalMessageId) {
    /** What became of it. */
    public enum Kind {
        FAILED,
        DELAYED,
        DELIVERED,
        COMPLAINT
    }
}
