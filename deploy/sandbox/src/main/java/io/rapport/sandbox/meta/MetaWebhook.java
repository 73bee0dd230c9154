package io.rapport.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.sandbox.phone.Redelivery;
import io.rapport.sandbox.phone.Webhooks;
import io.rapport.sandbox.phone.Webhooks.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The webhook of the company's app: asked once whether it is the company's, then told everything, signed. */
public final class MetaWebhook {
    private final Webhooks webhooks;
    private final App app;
    private final Duration giveUpAfter;
    private volatile boolean subscribed;

    public MetaWebhook(Webhooks webhooks, App app, Duration giveUpAfter) {
        this.webhooks = webhooks;
        this.app = app;
        this.giveUpAfter = giveUpAfter;
    }

    /** What is entered in Meta's console. */
    public record App(String webhookUrl, String verifyToken, String secret) {
        @Override
        public String toString() {
            return "App at " + webhookUrl;
        }
    }

    /**
     * Calls until it is taken.
     *
     * @param again is told each answer after which it is called again
     */
    public Answer tell(JsonNode envelope, Consumer<Answer> again) {
        var body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        return Redelivery.of(() -> post(body), giveUpAfter, again);
    }

    private Answer post(byte[] body) {
        var refused = subscribe();
        return refused != null
                ? refused
                : webhooks.post(
                        URI.create(app.webhookUrl()),
                        Map.of(
                                "Content-Type", "application/json",
                                "User-Agent", "facebookexternalua",
                                "X-Hub-Signature-256", HubSignature.of(body, app.secret())),
                        body);
    }

    /** Asks the webhook once whether it is the company's; null when it is. */
    private @Nullable Answer subscribe() {
        if (subscribed) {
            return null;
        }
        var challenge = UUID.randomUUID().toString();
        var answer = webhooks.get(URI.create(app.webhookUrl() + "?hub.mode=subscribe&hub.challenge=" + challenge
                + "&hub.verify_token=" + URLEncoder.encode(app.verifyToken(), StandardCharsets.UTF_8)));
        if (!answer.isTaken()) {
            return answer;
        }
        subscribed = answer.body().equals(challenge);
        return subscribed ? null : new Answer(Answer.NO_CONNECTION, "");
    }
}
