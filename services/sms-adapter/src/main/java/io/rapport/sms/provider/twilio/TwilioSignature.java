package io.rapport.sms.provider.twilio;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Proof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The proof that a call comes from Twilio: HMAC-SHA1 of the called address and, for forms, of every field.
 *
 * @see <a href="https://www.twilio.com/docs/usage/security#validating-requests">Validating requests</a>
 */
record TwilioSignature(String authToken) {
    private static final Pattern URL =
            Pattern.compile("(?<scheme>https?)://(?<host>\\[[^]]*]|[^:/?#]*)(?<port>:[0-9]+)?(?<rest>.*)");
    /** Other bodies than forms are covered by their hash in the address. */
    private static final String BODY_HASH = "bodySHA256";

    /** Whether this is the signature of the call; compared in constant time. */
    boolean fits(String given, String url, byte[] body) {
        String fields;
        try {
            var bodyHash = new QueryStringDecoder(url).parameters().get(BODY_HASH);
            if (bodyHash != null
                    && !Proof.same(bodyHash.getFirst(), HexFormat.of().formatHex(Proof.sha256(body)))) {
                return false;
            }
            fields = bodyHash == null ? fields(TwilioForm.parse(body)) : "";
        } catch (Malformed | IllegalArgumentException notAForm) {
            return false;
        }
        boolean fits = false;
        for (var variant : variants(url)) {
            fits |= Proof.same(given, sign(variant + fields));
        }
        return fits;
    }

    /** Base64 of HMAC-SHA1. */
    private String sign(String signed) {
        var proof = Proof.hmac(
                "HmacSHA1", authToken.getBytes(StandardCharsets.UTF_8), signed.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(proof);
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

    @Override
    public String toString() {
        return "TwilioSignature";
    }
}
