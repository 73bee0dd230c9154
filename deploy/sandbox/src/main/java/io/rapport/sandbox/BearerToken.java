package io.rapport.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** What a company shows with each call to a network (RFC 6750). */
public final class BearerToken {
    private BearerToken() {}

    /** Whether a request's {@code Authorization} is this token. */
    public static boolean isShown(@Nullable String authorization, String token) {
        return authorization != null
                && MessageDigest.isEqual(
                        authorization.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }
}
