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
        @Nullable String providerMessageId, @Nullable DeliveryFailure failure, Instant at) {}
