package io.rapport.platform.channel.outbound;

import io.rapport.contracts.interactions.DeliveryFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended for good; kept in the store as its marker.
 *
 * @param providerMessageId present when the provider took the message
 * @param failure present when it never will
 */
public record Settlement(
        @Nullable String providerMessageId, @Nullable DeliveryFailure failure, Instant at) {
    /** The same for a long text of which the messages before this one have gone: a failure says so. */
    Settlement after(int gone, int messages) {
        return failure == null
                ? this
                : new Settlement(
                        providerMessageId,
                        new DeliveryFailure(
                                failure.reason(),
                                failure.providerCode(),
                                "Only the first " + gone + " of " + messages + " messages have gone. "
                                        + failure.text()),
                        at);
    }
}
