package io.rapport.social.provider.messenger;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.social.meta.GraphApi;

/**
 * Messenger's and Instagram's answers in the platform's words.
 *
 * @see <a href="https://developers.facebook.com/docs/messenger-platform/error-codes">Error codes</a>
 */
final class MessengerWords {
    /** Cases of code 10. */
    private static final int OUTSIDE_WINDOW = 2018278;

    /** Cases of code 100. */
    private static final int NO_MATCHING_USER = 2018001;

    private MessengerWords() {}

    /** What an answer to "send this" means. */
    static DeliveryOutcome outcome(GraphApi.Answer answer) {
        var id = answer.body().path("message_id").asText("");
        if (answer.status() == 200 && !id.isEmpty()) {
            return new DeliveryOutcome.Accepted(id);
        }
        int code = answer.errorCode() == 0 ? answer.status() : answer.errorCode();
        var failure = failure(code, answer.errorSubcode());
        boolean later = answer.status() >= 500
                || failure.reason() == Reason.THROTTLED
                || failure.reason() == Reason.PROVIDER_UNAVAILABLE;
        return later ? new DeliveryOutcome.Deferred(failure) : new DeliveryOutcome.Refused(failure);
    }

    private static DeliveryFailure failure(int code, int subcode) {
        return switch (code) {
            case 10 ->
                subcode == OUTSIDE_WINDOW
                        ? because(Reason.WINDOW_CLOSED, code, "The customer last wrote more than 24 hours ago.")
                        : because(Reason.REFUSED_BY_POLICY, code, "Meta has not permitted the app to send this.");
            case 100 ->
                subcode == NO_MATCHING_USER
                        ? because(Reason.ADDRESS_UNKNOWN, code, "Meta knows no such recipient.")
                        : because(Reason.CONTENT_NOT_ACCEPTED, code, "Meta does not accept the message.");
            case 551 -> because(Reason.ADDRESS_UNREACHABLE, code, "The recipient cannot be reached now.");
            case 1545041 -> because(Reason.REFUSED_BY_RECIPIENT, code, "The recipient takes no messages from us.");
            case 200, 368 -> because(Reason.REFUSED_BY_POLICY, code, "Meta's rules do not allow the message.");
            case 4, 17, 32, 429, 613, 80006 -> because(Reason.THROTTLED, code, "Meta takes no more messages now.");
            case 0, 102, 190, 401 ->
                because(Reason.PROVIDER_UNAVAILABLE, code, "Meta does not accept our access token.");
            case 1, 2, 1200, 500, 502, 503, 504 ->
                because(Reason.PROVIDER_UNAVAILABLE, code, "Meta does not take the message now.");
            default -> because(Reason.UNKNOWN, code, "Meta refused the message.");
        };
    }

    private static DeliveryFailure because(Reason reason, int code, String text) {
        return new DeliveryFailure(reason, Integer.toString(code), text);
    }
}
