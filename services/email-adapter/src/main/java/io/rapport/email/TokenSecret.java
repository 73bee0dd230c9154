package io.rapport.email;

import io.rapport.contracts.value.TenantId;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeTokens;
import io.rapport.platform.channel.store.PayloadStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What signs the tokens in our mails: as configured, else made once and kept in the payload store for all instances. */
@Singleton
class TokenSecret {
    private static final String NAME = "email-token-secret";
    private static final int BYTES = 32;

    private final PayloadStore store;
    private volatile byte @Nullable [] known;

    TokenSecret(EmailConfig config, PayloadStore store) {
        this.store = store;
        config.tokenSecret().ifPresent(given -> known = given.getBytes(StandardCharsets.UTF_8));
    }

    @Produces
    @Singleton
    ThreadTokens threadTokens() {
        return new ThreadTokens(this::get);
    }

    @Produces
    @Singleton
    UnsubscribeTokens unsubscribeTokens() {
        return new UnsubscribeTokens(this::get);
    }

    private byte[] get() {
        var secret = known;
        if (secret == null) {
            secret = stored();
            known = secret;
        }
        return secret;
    }

    private byte[] stored() {
        return store.state(TenantId.DEFAULT, NAME).orElseGet(() -> {
            var made = new byte[BYTES];
            new SecureRandom().nextBytes(made);
            store.putIfAbsent(TenantId.DEFAULT, NAME, made);
            // another instance may have been first: what the marker holds counts, and is kept longer than markers are
            var first = store.read(TenantId.DEFAULT, NAME).orElse(made);
            store.putState(TenantId.DEFAULT, NAME, first);
            return first;
        });
    }
}
