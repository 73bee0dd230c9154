package io.rapport.sandbox.vonage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Vonage writes into the field {@code sig}: HMAC-SHA256 of every other field, names in order.
 *
 * @see <a href="https://developer.vonage.com/en/getting-started/concepts/signing-messages">Signing messages</a>
 */
final class VonageSignature {
    private VonageSignature() {}

    static String of(Map<String, String> fields, String secret) {
        var signed = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        signed.append('&').append(name).append('=').append(clean(value)));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** So that a value cannot look like further fields. */
    private static String clean(String value) {
        return value.replaceAll("[&=]", "_");
    }
}
