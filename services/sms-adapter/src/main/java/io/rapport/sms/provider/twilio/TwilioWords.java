package io.rapport.sms.provider.twilio;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.JsonHttp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's statuses and error codes in the platform's words.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors">Error and warning dictionary</a>
 */
final class TwilioWords {
    private TwilioWords() {}

    /** What an answer to "send this" means. */
    static DeliveryOutcome outcome(JsonHttp.Answer answer) {
        int status = answer.status();
        var sid = answer.body().path("sid").asText("");
        if (status >= 200 && status < 300 && !sid.isEmpty()) {
            return new DeliveryOutcome.Accepted(sid);
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            var code = answer.body().path("code").asText("");
            return new DeliveryOutcome.Refused(failure(code.isEmpty() ? "HTTP " + status : code));
        }
        return new DeliveryOutcome.Deferred(new DeliveryFailure(
                status == 429 ? Reason.THROTTLED : Reason.PROVIDER_UNAVAILABLE,
                "HTTP " + status,
                "Twilio does not take the message now."));
    }

    /** How far a message got; nothing for a status we do not know. */
    static Optional<DeliveryStatus> status(String word) {
        return switch (word) {
            case "accepted", "scheduled" -> Optional.of(DeliveryStatus.ACCEPTED);
            case "queued", "sending" -> Optional.of(DeliveryStatus.QUEUED);
            case "sent" -> Optional.of(DeliveryStatus.SENT);
            case "delivered" -> Optional.of(DeliveryStatus.DELIVERED);
            case "read" -> Optional.of(DeliveryStatus.READ);
            case "failed", "undelivered", "canceled" -> Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** What an error code means. */
    static DeliveryFailure failure(@Nullable String code) {
        return switch (code == null ? "" : code) {
            case "21211", "21614", "30005" ->
                new DeliveryFailure(Reason.ADDRESS_UNKNOWN, code, "Nobody gets text messages at this number.");
            case "21612", "30003", "30006" ->
                new DeliveryFailure(Reason.ADDRESS_UNREACHABLE, code, "The phone or its network cannot be reached.");
            case "21610" -> new DeliveryFailure(Reason.OPTED_OUT, code, "The recipient has opted out with STOP.");
            case "30004" ->
                new DeliveryFailure(Reason.REFUSED_BY_RECIPIENT, code, "The recipient blocks this message.");
            case "21408", "30007", "30032", "30034" ->
                new DeliveryFailure(Reason.REFUSED_BY_POLICY, code, "A carrier or account rule forbids this message.");
            case "21602", "21617", "30019" ->
                new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "The message is empty or too long.");
            case "21620", "21623", "12300", "11751", "63019" ->
                new DeliveryFailure(
                        Reason.CONTENT_NOT_ACCEPTED,
                        code,
                        "A file is too large, or of a type that Twilio does not take.");
            case "30011" ->
                new DeliveryFailure(
                        Reason.CONTENT_NOT_ACCEPTED, code, "The recipient's number takes no pictures and other files.");
            case "11200" ->
                new DeliveryFailure(
                        Reason.CONTENT_NOT_ACCEPTED,
                        code,
                        "Twilio could not fetch a file; check that it reaches rapport.webhook.public-url.");
            case "63016" -> new DeliveryFailure(Reason.WINDOW_CLOSED, code, "The time to answer freely is over.");
            case "20429", "30001", "30022" ->
                new DeliveryFailure(Reason.THROTTLED, code, "More messages were sent than the account may send.");
            case "20003", "20404", "30002", "HTTP 401", "HTTP 403", "HTTP 404" ->
                new DeliveryFailure(
                        Reason.PROVIDER_UNAVAILABLE, code, "Twilio does not accept this account's credentials.");
            default ->
                new DeliveryFailure(
                        Reason.UNKNOWN, code, "Twilio did not deliver the message and gave no known reason.");
        };
    }
}
