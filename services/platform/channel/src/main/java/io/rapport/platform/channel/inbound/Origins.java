package io.rapport.platform.channel.inbound;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How payloads came that were set aside, as far as their bytes do not tell: in an adapter's own words, kept without end, for they wait
 * for people. Of the same bytes the last coming counts.
 */
@Singleton
public class Origins {
    private final PayloadStore store;

    Origins(PayloadStore store) {
        this.store = store;
    }

    /** Completes when it is kept. */
    public Uni<Void> note(TenantId tenant, String account, String payload, String origin) {
        return StoreCall.of(() -> {
                    store.putState(tenant, name(account, payload), origin.getBytes(StandardCharsets.UTF_8));
                    return origin;
                })
                .replaceWithVoid();
    }

    /** Blocks. */
    Optional<String> of(TenantId tenant, String account, String payload) {
        return store.state(tenant, name(account, payload)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String name(String account, String payload) {
        return "origin-" + DeterministicId.of(account, PayloadStore.contentOf(payload));
    }
}
