package io.rapport.chat.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks what a site's server says about its users, by a secret that nobody else has. */
public final class Voucher {
    /** The version of the ids that visitors with a user's name have; they follow from it and are no secret. */
    static final int USER = 5;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec secret;
    private final SecretKeySpec passes;

    Voucher(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), HMAC);
        // a key of its own: whoever has the hash of some user id must not have a pass by it
        this.passes = new SecretKeySpec(sha256("rapport chat pass\n" + secret), HMAC);
    }

    /** Whether the site's server made the hash, in hexadecimal digits, for the user. */
    public boolean vouchesFor(String userId, String hash) {
        return MessageDigest.isEqual(
                hex(secret, userId).getBytes(UTF_8),
                hash.toLowerCase(Locale.ROOT).getBytes(UTF_8));
    }

    /** Lets its holder be the visitor. */
    public String passFor(UUID visitor) {
        return hex(passes, visitor.toString());
    }

    boolean isPass(UUID visitor, String pass) {
        return MessageDigest.isEqual(passFor(visitor).getBytes(UTF_8), pass.getBytes(UTF_8));
    }

    private static String hex(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
