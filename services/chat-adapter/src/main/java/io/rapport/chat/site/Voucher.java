package io.rapport.chat.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapport.platform.channel.provider.Proof;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Checks what a site's server says about its users, by a secret that nobody else has. */
public final class Voucher {
    /** The version of the ids that visitors with a user's name have; they follow from it and are no secret. */
    static final int USER = 5;

    private final byte[] secret;
    private final byte[] passes;

    Voucher(String secret) {
        this.secret = secret.getBytes(UTF_8);
        // a key of its own: whoever has the hash of some user id must not have a pass by it
        this.passes = Proof.sha256(("rapport chat pass\n" + secret).getBytes(UTF_8));
    }

    /** Whether the site's server made the hash, in hexadecimal digits, for the user. */
    public boolean vouchesFor(String userId, String hash) {
        return Proof.same(hash.toLowerCase(Locale.ROOT), hex(secret, userId));
    }

    /** Lets its holder be the visitor. */
    public String passFor(UUID visitor) {
        return hex(passes, visitor.toString());
    }

    boolean isPass(UUID visitor, String pass) {
        return Proof.same(pass, passFor(visitor));
    }

    private static String hex(byte[] key, String text) {
        return HexFormat.of().formatHex(Proof.hmac("HmacSHA256", key, text.getBytes(UTF_8)));
    }
}
