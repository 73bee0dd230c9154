package io.rapport.social.meta;

import io.rapport.platform.channel.provider.Proof;
import io.rapport.platform.channel.provider.WebhookCall;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The app at Meta that a number or a page belongs to: it signs what it sends us.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started">Webhooks</a>
 */
public record MetaApp(String secret, String verifyToken) {
    private static final String SIGNATURE = "x-hub-signature-256";
    private static final String PREFIX = "sha256=";

    /** @throws IllegalArgumentException when a secret is empty, which would let anybody in */
    public MetaApp {
        if (secret.isBlank() || verifyToken.isBlank()) {
            throw new IllegalArgumentException("An account at Meta needs its app-secret and a verify-token");
        }
    }

    /** Whether the app signed these bytes. */
    public boolean signed(WebhookCall call) {
        var given = call.headers().get(SIGNATURE);
        return given != null
                && given.startsWith(PREFIX)
                && Proof.same(given.substring(PREFIX.length()), HexFormat.of().formatHex(hmac(call.rawBody())));
    }

    /** Whether somebody who subscribes knows the token that was given to the app. */
    public boolean knows(String token) {
        return Proof.same(token, verifyToken);
    }

    private byte[] hmac(byte[] body) {
        return Proof.hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), body);
    }

    @Override
    public String toString() {
        return "MetaApp";
    }
}
