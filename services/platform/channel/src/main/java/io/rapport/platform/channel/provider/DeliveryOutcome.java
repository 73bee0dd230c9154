package io.rapport.platform.channel.provider;

import io.rapport.contracts.interactions.DeliveryFailure;

/** What became of one attempt to hand a message to a provider. */
public sealed interface DeliveryOutcome {
    /**
     * The provider took it.
     *
     * @param providerMessageId what a reply or a delivery status will refer to
     */
    record Accepted(String providerMessageId) implements DeliveryOutcome {}

    /** The provider will never take it. */
    record Refused(DeliveryFailure failure) implements DeliveryOutcome {}

    /**
     * Not now; the same attempt may work later.
     *
     * @param reason one sentence for operators, without addresses or text
     */
    record Deferred(String reason) implements DeliveryOutcome {}
}
