package io.rapport.contracts.interactions;

import org.jspecify.annotations.Nullable;

/**
 * Why a message did not get through.
 *
 * @param reason one vocabulary for all providers
 * @param providerCode the provider's own code
 * @param text one sentence for people
 */
public record DeliveryFailure(Reason reason, @Nullable String providerCode, String text) {
    /** The one vocabulary. */
    public enum Reason {
        ADDRESS_UNKNOWN,
        ADDRESS_UNREACHABLE,
        REFUSED_BY_RECIPIENT,
        REFUSED_BY_POLICY,
        CONTENT_NOT_ACCEPTED,
        WINDOW_CLOSED,
        OPTED_OUT,
        THROTTLED,
        PROVIDER_UNAVAILABLE,
        UNKNOWN
    }
}
