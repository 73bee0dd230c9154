package io.rapport.social.provider.whatsapp;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.social.meta.GraphApi;
import java.util.Optional;

/**
 * WhatsApp's answers in the platform's words.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Error codes</a>
 */
final class WhatsAppWords {
    private WhatsAppWords() {}

    /** What an answer to "send this" means. */
    static DeliveryOutcome outcome(GraphApi.Answer answer) {
        var id = answer.body().path("messages").path(0).path("id").asText("");
        if (answer.status() == 200 && !id.isEmpty()) {
            return new DeliveryOutcome.Accepted(id);
        }
        int code = answer.errorCode() == 0 ? answer.status() : answer.errorCode();
        var failure = failure(code);
        boolean later = answer.status() >= 500
                || failure.reason() == Reason.THROTTLED
                || failure.reason() == Reason.PROVIDER_UNAVAILABLE;
        return later ? new DeliveryOutcome.Deferred(failure) : new DeliveryOutcome.Refused(failure);
    }

    /** How far a message got; empty for a word that says nothing more. */
    static Optional<DeliveryStatus> status(String word) {
        return switch (word) {
            case "sent" -> Optional.of(DeliveryStatus.SENT);
            case "delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            // who played a voice message has read it
            case "read", "played" -> Optional.of(DeliveryStatus.READ);
            case "failed" -> Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** Why a message does not get through. */
    static DeliveryFailure failure(int code) {
        return switch (code) {
            case 131047 -> because(Reason.WINDOW_CLOSED, code, "The customer last wrote more than 24 hours ago.");
            case 131026 ->
                because(
                        Reason.ADDRESS_UNREACHABLE,
                        code,
                        "The recipient cannot be reached: not on WhatsApp, or with too old a version of it.");
            case 131021 -> because(Reason.ADDRESS_UNKNOWN, code, "The recipient is our own number.");
            case 131050 -> because(Reason.OPTED_OUT, code, "The recipient has stopped such messages.");
            case 130472, 131049, 131030, 131048, 130497, 131031, 131042, 368 ->
                because(Reason.REFUSED_BY_POLICY, code, "WhatsApp's rules do not allow the message.");
            case 100, 131008, 131009, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132012, 132015, 132016 ->
                because(Reason.CONTENT_NOT_ACCEPTED, code, "WhatsApp does not accept the message or its template.");
            case 4, 80007, 130429, 131056, 429 ->
                because(Reason.THROTTLED, code, "WhatsApp takes no more messages now.");
            case 0, 3, 10, 190, 200, 401, 403, 131005 ->
                because(Reason.PROVIDER_UNAVAILABLE, code, "WhatsApp does not accept our access token.");
            case 1, 2, 133004, 133010, 131000, 131016, 131057, 500, 502, 503, 504 ->
                because(Reason.PROVIDER_UNAVAILABLE, code, "WhatsApp does not take the message now.");
            default -> because(Reason.UNKNOWN, code, "WhatsApp refused the message.");
        };
    }

    private static DeliveryFailure because(Reason reason, int code, String text) {
        return new DeliveryFailure(reason, Integer.toString(code), text);
    }
}
