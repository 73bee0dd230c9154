package io.rapport.platform.channel.store;

import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** When a customer last wrote in a thread, where a channel's reply window depends on it; one marker a thread. */
@Singleton
public class LastHeard {
    private final PayloadStore store;

    public LastHeard(PayloadStore store) {
        this.store = store;
    }

    /** Notes that the customer wrote; a message that comes late takes nothing back. */
    public Uni<Void> note(TenantId tenant, ThreadId thread, Instant at) {
        return StoreCall.of(() -> {
                    if (read(tenant, thread)
                            .filter(known -> !known.isBefore(at))
                            .isEmpty()) {
                        store.replace(tenant, name(thread), at.toString().getBytes(StandardCharsets.UTF_8));
                    }
                    return thread;
                })
                .replaceWithVoid();
    }

    /** When the customer last wrote, if ever. */
    public Uni<Optional<Instant>> from(TenantId tenant, ThreadId thread) {
        return StoreCall.of(() -> read(tenant, thread));
    }

    private Optional<Instant> read(TenantId tenant, ThreadId thread) {
        return store.read(tenant, name(thread)).map(bytes -> Instant.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static String name(ThreadId thread) {
        return "heard-" + thread;
    }
}
