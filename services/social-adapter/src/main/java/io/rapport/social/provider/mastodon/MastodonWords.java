package io.rapport.social.provider.mastodon;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.JsonHttp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Mastodon's answers in the platform's words.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/statuses/#create">Post a new status</a>
 */
final class MastodonWords {
    private MastodonWords() {}

    /**
     * What an answer to "post this" means.
     *
     * @param party whom the post must mention, else nobody gets it
     */
    static DeliveryOutcome outcome(JsonHttp.Answer answer, String party, MastodonParser parser) {
        int status = answer.status();
        var id = answer.body().path("id").asText("");
        if (status == 200 && !id.isEmpty()) {
            for (var mention : answer.body().path("mentions")) {
                if (parser.address(mention).filter(party::equals).isPresent()) {
                    return new DeliveryOutcome.Accepted(id);
                }
            }
            return refused(
                    Reason.ADDRESS_UNKNOWN, "200", "The server knows no such account, so the post reaches nobody.");
        }
        return refusal(status);
    }

    /** What it means that the server does not take a post, or a file for it. */
    static DeliveryOutcome refusal(int status) {
        return switch (status) {
            case 401 -> refused(Reason.PROVIDER_UNAVAILABLE, "401", "Mastodon does not accept our access token.");
            case 403 -> refused(Reason.REFUSED_BY_POLICY, "403", "The server does not let the account post this.");
            case 404, 410 -> refused(Reason.CONTENT_NOT_ACCEPTED, code(status), "The post that it answers is gone.");
            case 400, 413, 422 ->
                refused(Reason.CONTENT_NOT_ACCEPTED, code(status), "The server does not accept the post.");
            case 429 -> later(429);
            default ->
                status > 400 && status < 500 && status != 408
                        ? refused(Reason.UNKNOWN, code(status), "Mastodon refused the post.")
                        : later(status);
        };
    }

    /** When more posts are allowed again, where the server limits them and says so. */
    static Optional<Instant> limitedUntil(JsonHttp.Answer answer) {
        try {
            return answer.headers()
                    .firstValue("X-RateLimit-Reset")
                    .filter(reset -> answer.status() == 429)
                    .map(reset -> OffsetDateTime.parse(reset).toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** Not now, for this account's or the server's sake. */
    static DeliveryOutcome later(int status) {
        return new DeliveryOutcome.Deferred(new DeliveryFailure(
                status == 429 ? Reason.THROTTLED : Reason.PROVIDER_UNAVAILABLE,
                code(status),
                "Mastodon does not take the post now."));
    }

    private static DeliveryOutcome refused(Reason reason, String code, String text) {
        return new DeliveryOutcome.Refused(new DeliveryFailure(reason, code, text));
    }

    private static String code(int status) {
        return Integer.toString(status);
    }
}
