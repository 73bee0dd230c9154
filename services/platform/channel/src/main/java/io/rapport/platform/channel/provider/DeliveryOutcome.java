package io.rapport.platform.channel.provider;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;

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

    /** Not this message now, for its recipient's or its account's sake; the same attempt may work later. */
    record Deferred(DeliveryFailure failure) implements DeliveryOutcome {}

    /**
     * Nobody's message now: the provider cannot be reached or does not let us in.
     *
     * @param reason one sentence for operators, without addresses or text
     */
    record Away(String reason) implements DeliveryOutcome {}

    /** What it means that a provider gave no answer: away when there was no connection, else this message is deferred. */
    static DeliveryOutcome noAnswer(String provider, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException) {
                return new Away(
                        provider + " cannot be reached: " + cause.getClass().getSimpleName());
            }
        }
        return new Deferred(new DeliveryFailure(
                Reason.PROVIDER_UNAVAILABLE,
                null,
                provider + " gave no answer: " + failure.getClass().getSimpleName()));
    }
}
