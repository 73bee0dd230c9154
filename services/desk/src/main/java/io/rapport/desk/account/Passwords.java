package io.rapport.desk.account;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Passwords as bcrypt hashes; the slow work is kept off the event loops. */
@Singleton
class Passwords {
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    /** bcrypt reads 72 bytes; longer passwords are hashed first instead of being cut. */
    private static final LongPasswordStrategy LONG = LongPasswordStrategies.hashSha512(VERSION);

    /** The hash of a password nobody has: an unknown address is answered as slowly as a known one. */
    private static final String NOBODY = "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";

    private final Vertx vertx;
    private final AccountConfig config;

    Passwords(Vertx vertx, AccountConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    Uni<String> hash(String password) {
        return vertx.executeBlocking(
                () -> BCrypt.with(VERSION, LONG).hashToString(config.bcryptCost(), password.toCharArray()), false);
    }

    /** Whether it is the password of this hash; takes the same time when there is no hash. */
    Uni<Boolean> matches(String password, @Nullable String hash) {
        return vertx.executeBlocking(
                () -> BCrypt.verifyer(VERSION, LONG)
                                .verify(password.toCharArray(), hash == null ? NOBODY : hash)
                                .verified
                        && hash != null,
                false);
    }
}
