package io.rapport.platform.testkit;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** Tokens as the desk hands them out, signed with a key that the service under test trusts. */
public final class TestTokens {
    private static final String KEY_ID = "test";
    private static final int COORDINATE_BYTES = 32;
    private static final KeyPair KEYS = keys();

    private TestTokens() {}

    /** A token of an agent of the default tenant. */
    public static String agent(UUID agentId) {
        return token("default", agentId, "agent");
    }

    /** A token of a supervisor of the default tenant. */
    public static String supervisor(UUID agentId) {
        return token("default", agentId, "agent", "supervisor");
    }

    /** A token of anybody. */
    public static String token(String tenant, UUID agentId, String... roles) {
        return Jwt.issuer("rapport-desk")
                .audience("rapport")
                .subject(agentId.toString())
                .upn("agent@example.com")
                .groups(Set.of(roles))
                .claim("tenant", tenant)
                .claim("name", "Test Example")
                .expiresIn(Duration.ofMinutes(5))
                .jws()
                .keyId(KEY_ID)
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .sign(KEYS.getPrivate());
    }

    /** The address of a JWKS file with the public key. */
    static String keyLocation() {
        var point = ((ECPublicKey) KEYS.getPublic()).getW();
        var jwks = """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}
                """.formatted(KEY_ID, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
        try {
            var file = Files.createTempFile("rapport-test-", ".jwks.json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, jwks).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String coordinate(BigInteger value) {
        var signed = value.toByteArray();
        var fixed = new byte[COORDINATE_BYTES];
        var bytes = signed.length > COORDINATE_BYTES
                ? Arrays.copyOfRange(signed, signed.length - COORDINATE_BYTES, signed.length)
                : signed;
        System.arraycopy(bytes, 0, fixed, COORDINATE_BYTES - bytes.length, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }
}
