package io.rapport.social.provider.telegram;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.JsonHttp;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Telegram's answers in the platform's words. Only the description tells failures of one code apart, and it is not part of
 * the API's promise: what we do not recognise keeps its code.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>
 */
final class TelegramWords {
    private TelegramWords() {}

    /** What an answer to "send this" means. */
    static DeliveryOutcome outcome(JsonHttp.Answer answer) {
        int status = answer.status();
        var messageId = answer.body().path("result").path("message_id");
        if (status == 200 && answer.body().path("ok").asBoolean() && messageId.canConvertToLong()) {
            var chat = answer.body().path("result").path("chat").path("id").asText();
            return new DeliveryOutcome.Accepted(messageId(chat, messageId.asLong()));
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            return new DeliveryOutcome.Refused(
                    failure(status, answer.body().path("description").asText("")));
        }
        return later(status);
    }

    /** Whether Telegram refuses a file only as a photo. */
    static boolean isNoPhoto(JsonHttp.Answer answer) {
        var text = answer.body().path("description").asText("").toUpperCase(Locale.ROOT);
        return answer.status() == 400 && (text.contains("PHOTO_") || text.contains("IMAGE_PROCESS_FAILED"));
    }

    /** Not now, for this bot's or Telegram's sake. */
    static DeliveryOutcome later(int status) {
        return new DeliveryOutcome.Deferred(new DeliveryFailure(
                status == 429 ? Reason.THROTTLED : Reason.PROVIDER_UNAVAILABLE,
                Integer.toString(status),
                "Telegram does not take the message now."));
    }

    /** How long Telegram wants to be left alone, when it says so. */
    static Optional<Duration> pause(JsonHttp.Answer answer) {
        var seconds = answer.body().path("parameters").path("retry_after");
        return answer.status() == 429 && seconds.canConvertToInt()
                ? Optional.of(Duration.ofSeconds(Math.max(0, seconds.asInt())))
                : Optional.empty();
    }

    /** A message id counts within its chat only. */
    static String messageId(String chat, long message) {
        return chat + "/" + message;
    }

    private static DeliveryFailure failure(int status, String description) {
        var code = Integer.toString(status);
        var text = description.toLowerCase(Locale.ROOT);
        return switch (status) {
            case 403 ->
                text.contains("deactivated")
                        ? new DeliveryFailure(Reason.ADDRESS_UNREACHABLE, code, "The recipient's account is gone.")
                        : new DeliveryFailure(
                                Reason.REFUSED_BY_RECIPIENT, code, "The recipient has blocked the bot or never wrote.");
            case 400 -> {
                if (text.contains("chat not found") || text.contains("peer_id_invalid")) {
                    yield new DeliveryFailure(Reason.ADDRESS_UNKNOWN, code, "The bot knows no such chat.");
                }
                if (text.contains("message text is empty") || text.contains("is too long")) {
                    yield new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "The message is empty or too long.");
                }
                if (text.contains("file") || text.contains("document")) {
                    yield new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "Telegram does not take the file.");
                }
                yield new DeliveryFailure(Reason.UNKNOWN, code, "Telegram refused the message.");
            }
            case 413 -> new DeliveryFailure(Reason.CONTENT_NOT_ACCEPTED, code, "The file is too large for Telegram.");
            case 401, 404 ->
                new DeliveryFailure(Reason.PROVIDER_UNAVAILABLE, code, "Telegram does not accept the bot's token.");
            default -> new DeliveryFailure(Reason.UNKNOWN, code, "Telegram refused the message.");
        };
    }
}
