package io.rapport.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Name-based UUIDs (version 5, <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.5">RFC 9562 section 5.5</a>): the
 * same names give the same id everywhere, so that a repetition is recognised by whoever sees it.
 */
public final class DeterministicId {
    /** The namespace of all of Rapport's names. */
    public static final UUID NAMESPACE = UUID.fromString("6f0a6a3e-0f5b-5d7c-9a53-1f6f2c7b9d10");

    private static final byte SEPARATOR = 0x1f;

    private DeterministicId() {}

    /** The id of these names, in this order; a separator that no name contains keeps ("a","bc") apart from ("ab","c"). */
    public static UUID of(String... names) {
        var sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .flip());
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                sha1.update(SEPARATOR);
            }
            sha1.update(names[i].getBytes(StandardCharsets.UTF_8));
        }
        var hash = ByteBuffer.wrap(sha1.digest());
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x0000_0000_0000_5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
