package io.rapport.sms.provider.twilio;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.platform.channel.inbound.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof that a call comes from Twilio: HMAC-SHA1 of the called address and, for forms, of every field.
 *
 * @see <a href="https://www.twilio.com/docs/usage/security#validating-requests">Validating requests</a>
 */
record TwilioSignature(String authToken) {
    private static final String HMAC = "HmacSHA1";
    private static final Pattern URL =
            Pattern.compile("(?<scheme>https?)://(?<host>\\[[^]]*]|[^:/?#]*)(?<port>:[0-9]+)?(?<rest>.*)");
    /** Other bodies than forms are covered by their hash in the address. */
    private static final String BODY_HASH = "bodySHA256";

    /** Whether this is the signature of the call; compared in constant time. */
    boolean fits(String given, String url, byte[] body) {
        String fields;
        try {
            var bodyHash = new QueryStringDecoder(url).parameters().get(BODY_HASH);
            if (bodyHash != null && !equal(bodyHash.getFirst(), sha256(body))) {
                return false;
            }
            fields = bodyHash == null ? fields(TwilioForm.parse(body)) : "";
        } catch (Malformed | IllegalArgumentException notAForm) {
            return false;
        }
        boolean fits = false;
        for (var variant : variants(url)) {
            fits |= equal(given, sign(variant + fields));
        }
        return fits;
    }

    /** Base64 of HMAC-SHA1. */
    private String sign(String signed) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    /** Names sorted, each followed by its value; of a repeated name the distinct values, sorted. */
    private static String fields(TwilioForm form) {
        var signed = new StringBuilder();
        new TreeMap<>(form.fields())
                .forEach((name, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(name).append(value)));
        return signed.toString();
    }

    /** Twilio signs the address sometimes with and sometimes without its port. */
    private static List<String> variants(String url) {
        var variants = new ArrayList<String>();
        variants.add(url);
        var parts = URL.matcher(url);
        if (parts.matches()) {
            var authority = parts.group("scheme") + "://" + parts.group("host");
            var standardPort = "https".equals(parts.group("scheme")) ? ":443" : ":80";
            var port = parts.group("port") == null ? standardPort : "";
            variants.add(authority + port + parts.group("rest"));
        }
        return variants;
    }

    private static boolean equal(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TwilioSignature";
    }
}
