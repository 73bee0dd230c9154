package io.rapport.desk.token;

import io.rapport.desk.account.Role;
import io.rapport.desk.account.SignedIn;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.PublicJsonWebKey;

/** Tokens that live for minutes: a service believes the desk, and only for so long. */
@Singleton
public class ServiceTokens {
    static final String ISSUER = "rapport-desk";
    static final String AUDIENCE = "rapport";
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** A token must outlive the call it is sent with. */
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private record Holder(String sessionId, Set<Role> roles) {}

    private record Token(String value, Instant renewAt) {}

    private final SigningKeys keys;
    private final Clock clock;
    private final Map<Holder, Token> tokens = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Holder, Token> eldest) {
            return size() > REMEMBERED;
        }
    };

    ServiceTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The token by which services know this person. */
    public Uni<String> of(SignedIn who) {
        return keys.current().map(key -> valid(who, key));
    }

    private synchronized String valid(SignedIn who, PublicJsonWebKey key) {
        var now = clock.instant();
        var holder = new Holder(who.sessionId(), who.roles());
        var token = tokens.get(holder);
        if (token == null || !now.isBefore(token.renewAt)) {
            token = new Token(sign(who, key, now), now.plus(LIFE).minus(RENEW_BEFORE));
            tokens.put(holder, token);
        }
        return token.value;
    }

    private static String sign(SignedIn who, PublicJsonWebKey key, Instant now) {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(who.agentId().toString())
                .upn(who.email())
                .groups(who.roles().stream().map(Role::wireName).collect(Collectors.toSet()))
                .claim("tenant", who.tenant().value())
                .claim("name", who.displayName())
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .jws()
                .keyId(key.getKeyId())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.getPrivateKey());
    }
}
