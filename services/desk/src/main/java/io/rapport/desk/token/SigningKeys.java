package io.rapport.desk.token;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The installation's key pair: made by whichever desk starts first, kept in the database, shared by all. */
@Singleton
class SigningKeys {
    private static final String SLOT = "current";

    private final Pool pool;
    private final Clock clock;
    private final AtomicReference<@Nullable PublicJsonWebKey> known = new AtomicReference<>();

    SigningKeys(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    Uni<PublicJsonWebKey> current() {
        var key = known.get();
        return key != null ? Uni.createFrom().item(key) : loadOrMake().invoke(known::set);
    }

    private Uni<PublicJsonWebKey> loadOrMake() {
        return load().chain(key -> key != null ? Uni.createFrom().item(key) : make().chain(this::load))
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("The signing key was made but cannot be read"));
    }

    private Uni<@Nullable PublicJsonWebKey> load() {
        return pool.preparedQuery("select private_jwk from signing_key where slot = $1")
                .execute(Tuple.of(SLOT))
                .map(rows ->
                        rows.size() == 0 ? null : parse(rows.iterator().next().getString(0)));
    }

    private Uni<Void> make() {
        // another desk may be doing the same: the first one's key stays
        return pool.preparedQuery(
                        "insert into signing_key (slot, private_jwk, created_at) values ($1, $2, $3) on conflict do nothing")
                .execute(Tuple.of(
                        SLOT,
                        generate().toJson(OutputControlLevel.INCLUDE_PRIVATE),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static PublicJsonWebKey generate() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(UUID.randomUUID().toString());
            key.setUse("sig");
            key.setAlgorithm("ES256");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }

    private static PublicJsonWebKey parse(String jwk) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(jwk);
        } catch (JoseException e) {
            throw new IllegalStateException("The signing key in the database is damaged", e);
        }
    }
}
