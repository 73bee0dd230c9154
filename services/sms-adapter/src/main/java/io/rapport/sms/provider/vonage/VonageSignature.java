package io.rapport.sms.provider.vonage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.provider.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a call comes from Vonage: of the SMS API the field {@code sig} over all others, of the Messages API a JSON Web
 * Token that names the body's hash.
 *
 * @see <a href="https://developer.vonage.com/en/getting-started/concepts/signing-messages">Signing messages</a>
 * @see <a href="https://developer.vonage.com/en/getting-started/concepts/webhooks">Signed webhooks</a>
 */
final class VonageSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String apiKey;
    private final byte[] secret;
    private final Method method;
    private final Clock clock;

    VonageSignature(String apiKey, String secret, Method method, Clock clock) {
        this.apiKey = apiKey;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.method = method;
        this.clock = clock;
    }

    /** As chosen in Vonage's console. */
    enum Method {
        /** The secret behind the fields, all hashed. */
        MD5HASH(""),
        MD5("HmacMD5"),
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String hmac;

        Method(String hmac) {
            this.hmac = hmac;
        }
    }

    /** Whether the field {@code sig} fits the others, and they are fresh. */
    boolean fits(Map<String, String> fields) {
        var given = fields.getOrDefault("sig", "");
        boolean same = Proof.same(given.toLowerCase(Locale.ROOT), sign(fields));
        return same && isFresh(fields.get("timestamp"));
    }

    /** The value of {@code sig}, in lower-case hexadecimal digits. */
    String sign(Map<String, String> fields) {
        var signed = new StringBuilder();
        new TreeMap<>(fields).forEach((name, value) -> {
            if (!name.equals("sig") && !value.isEmpty()) {
                signed.append('&').append(clean(name)).append('=').append(clean(value));
            }
        });
        var bytes = signed.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(method == Method.MD5HASH ? md5(bytes) : Proof.hmac(method.hmac, secret, bytes));
    }

    /** Whether the header {@code Authorization} carries a fresh token of ours for this body. */
    boolean fits(String authorization, byte[] body) {
        var token = authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : "";
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        var given = decode(parts[2]);
        var expected =
                Proof.hmac("HmacSHA256", secret, (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!MessageDigest.isEqual(given, expected)
                || !"HS256".equals(json(parts[0]).path("alg").asText())) {
            return false;
        }
        var claims = json(parts[1]);
        var hash = claims.path("payload_hash").asText("");
        return apiKey.equals(claims.path("api_key").asText())
                && isFresh(claims.path("iat").asText(null))
                && (hash.isEmpty()
                        || Proof.same(
                                hash.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(Proof.sha256(body))));
    }

    private boolean isFresh(@Nullable String seconds) {
        try {
            var at = Instant.ofEpochSecond(Long.parseLong(seconds == null ? "" : seconds));
            return Duration.between(at, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | DateTimeException noTime) {
            return false;
        }
    }

    private static String clean(String text) {
        return text.replace('&', '_').replace('=', '_');
    }

    private static JsonNode json(String part) {
        try {
            return JSON.readTree(decode(part));
        } catch (IOException noJson) {
            return JSON.createObjectNode();
        }
    }

    private static byte[] decode(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    private byte[] md5(byte[] fields) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(fields);
            return md5.digest(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    @Override
    public String toString() {
        return "VonageSignature";
    }
}
