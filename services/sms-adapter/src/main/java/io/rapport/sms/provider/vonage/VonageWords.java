package io.rapport.sms.provider.vonage;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.JsonHttp;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Vonage's statuses and error codes in the platform's words.
 *
 * @see <a href="https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms">SMS API errors</a>
 * @see <a href="https://api.support.vonage.com/hc/en-us/articles/204014733">Delivery error codes</a>
 */
final class VonageWords {
    private VonageWords() {}

    /** What an answer to "send this" means; a long message has one entry a segment, of which the first names it. */
    static DeliveryOutcome outcome(JsonHttp.Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            return new DeliveryOutcome.Refused(refusal("HTTP " + answer.status()));
        }
        var messages = answer.body().path("messages");
        var ids = new ArrayList<String>();
        @Nullable DeliveryOutcome worst = null;
        for (var message : messages) {
            var code = message.path("status").asText();
            if (code.equals("0")) {
                ids.add(message.path("message-id").asText());
            } else if (worst == null) {
                worst = notTaken(code);
            }
        }
        // what is partly on its way is not sent again: its receipts tell what became of the rest
        if (!ids.isEmpty() && !ids.getFirst().isEmpty()) {
            return new DeliveryOutcome.Accepted(ids.getFirst());
        }
        if (worst != null) {
            return worst;
        }
        return new DeliveryOutcome.Deferred(new DeliveryFailure(
                answer.status() == 429 ? Reason.THROTTLED : Reason.PROVIDER_UNAVAILABLE,
                "HTTP " + answer.status(),
                "Vonage does not take the message now."));
    }

    private static DeliveryOutcome notTaken(String code) {
        return switch (code) {
            case "1" ->
                new DeliveryOutcome.Deferred(new DeliveryFailure(
                        Reason.THROTTLED, code, "More messages were sent than the account may send now."));
            case "5", "10" ->
                new DeliveryOutcome.Deferred(new DeliveryFailure(
                        Reason.PROVIDER_UNAVAILABLE, code, "Vonage does not take the message now."));
            default -> new DeliveryOutcome.Refused(refusal(code));
        };
    }

    private static DeliveryFailure refusal(String code) {
        return switch (code) {
            case "3", "22", "33" ->
                new DeliveryFailure(Reason.ADDRESS_UNKNOWN, code, "Nobody gets text messages at this number.");
            case "7" -> new DeliveryFailure(Reason.REFUSED_BY_RECIPIENT, code, "The number is barred.");
            case "6", "12" ->
                new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "The message is too long or cannot be sent.");
            case "9", "15", "29" ->
                new DeliveryFailure(
                        Reason.REFUSED_BY_POLICY, code, "A rule of the account or the carrier forbids this message.");
            case "4", "8", "11", "14", "32", "HTTP 401", "HTTP 403" ->
                new DeliveryFailure(
                        Reason.PROVIDER_UNAVAILABLE, code, "Vonage does not accept this account's credentials.");
            default ->
                new DeliveryFailure(Reason.UNKNOWN, code, "Vonage did not take the message and gave no known reason.");
        };
    }

    /** How far a message got, in the words of both APIs; nothing for a status we do not know. */
    static Optional<DeliveryStatus> status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "accepted", "buffered", "submitted" -> Optional.of(DeliveryStatus.SENT);
            case "delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            case "read" -> Optional.of(DeliveryStatus.READ);
            case "expired", "failed", "rejected", "undeliverable" -> Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** What the error code of a receipt means. */
    static DeliveryFailure failure(@Nullable String code) {
        return switch (code == null ? "" : code) {
            case "3" -> new DeliveryFailure(Reason.ADDRESS_UNKNOWN, code, "Nobody gets text messages at this number.");
            case "2", "5", "7", "8", "11", "12" ->
                new DeliveryFailure(Reason.ADDRESS_UNREACHABLE, code, "The phone or its network cannot be reached.");
            case "4" -> new DeliveryFailure(Reason.REFUSED_BY_RECIPIENT, code, "The recipient bars this message.");
            case "6", "13", "14", "15" ->
                new DeliveryFailure(Reason.REFUSED_BY_POLICY, code, "A carrier or account rule forbids this message.");
            case "9" ->
                new DeliveryFailure(Reason.OPTED_OUT, code, "The recipient wants no messages from this number.");
            case "10" -> new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "The message cannot be sent so.");
            default ->
                new DeliveryFailure(
                        Reason.UNKNOWN, code, "Vonage did not deliver the message and gave no known reason.");
        };
    }
}
