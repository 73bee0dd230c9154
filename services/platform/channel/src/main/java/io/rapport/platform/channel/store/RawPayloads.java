package io.rapport.platform.channel.store;

import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Keeps payloads as they came.
 *
 * <p>Those of one moment go into the store together: a file, or a call to a bucket, for each of them costs more than everything
 * else that is done with it. Of the last ones it knows where they are, so that what a provider brings again is not kept twice.
 */
@Singleton
public class RawPayloads {
    /** Nothing to a sender, and much to the store. */
    private static final int GATHERED_MILLIS = 2;

    private static final int FULL_BYTES = 1024 * 1024;
    private static final int REMEMBERED = 10_000;

    private final PayloadStore store;
    private final Map<TenantId, Batch> open = new HashMap<>();
    private final Map<Content, String> lately = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    public RawPayloads(PayloadStore store) {
        this.store = store;
    }

    /**
     * A payload in the store.
     *
     * @param isNew whether the very same bytes had not come lately
     */
    public record Kept(String reference, boolean isNew) {}

    private record Content(TenantId tenant, String hash) {}

    private static final class Batch {
        private final List<byte[]> payloads = new ArrayList<>();
        private final List<UniEmitter<? super Kept>> waiting = new ArrayList<>();
        private long bytes;
    }

    /** Completes on a worker thread when the payload is in the store; fails with {@link TransientFailure} while that is away. */
    public Uni<Kept> keep(TenantId tenant, byte[] payload) {
        return Uni.createFrom().emitter(emitter -> gather(tenant, payload, emitter));
    }

    /**
     * As {@link #keep(TenantId, byte[])}, for payloads that somebody else has gathered. Blocks.
     *
     * @return what became of each, in their order
     */
    public List<Kept> keep(TenantId tenant, List<byte[]> payloads) {
        var hashed = payloads.stream().map(PayloadStore.Payload::new).toList();
        var kept = new HashMap<String, Kept>();
        var unknown = new ArrayList<PayloadStore.Payload>();
        synchronized (this) {
            for (var payload : hashed) {
                var known = lately.get(new Content(tenant, payload.hash));
                if (known == null) {
                    unknown.add(payload);
                } else {
                    kept.put(payload.hash, new Kept(known, false));
                }
            }
        }
        if (!unknown.isEmpty()) {
            var references = references(tenant, unknown);
            synchronized (this) {
                for (int i = 0; i < references.size(); i++) {
                    var hash = unknown.get(i).hash;
                    lately.put(new Content(tenant, hash), references.get(i));
                    kept.put(hash, new Kept(references.get(i), true));
                }
            }
        }
        return hashed.stream()
                .map(it -> Objects.requireNonNull(kept.get(it.hash)))
                .toList();
    }

    private List<String> references(TenantId tenant, List<PayloadStore.Payload> payloads) {
        try {
            return store.putRaw(tenant, payloads);
        } catch (StoreUnavailable away) {
            throw new TransientFailure("The payload store is away", away);
        }
    }

    private synchronized void gather(TenantId tenant, byte[] payload, UniEmitter<? super Kept> emitter) {
        var batch = open.get(tenant);
        if (batch == null) {
            var begun = new Batch();
            open.put(tenant, begun);
            var workers = Infrastructure.getDefaultWorkerPool();
            // the time is up on an event loop, which must not write
            var unused = workers.schedule(
                    () -> workers.execute(() -> write(tenant, begun)), GATHERED_MILLIS, TimeUnit.MILLISECONDS);
            batch = begun;
        }
        batch.payloads.add(payload);
        batch.waiting.add(emitter);
        batch.bytes += payload.length;
        if (batch.bytes >= FULL_BYTES) {
            // the next one begins another; this one's time comes in a moment
            open.remove(tenant);
        }
    }

    private void write(TenantId tenant, Batch batch) {
        synchronized (this) {
            open.remove(tenant, batch);
        }
        List<Kept> kept;
        try {
            kept = keep(tenant, batch.payloads);
        } catch (RuntimeException failure) {
            batch.waiting.forEach(it -> it.fail(failure));
            return;
        }
        for (int i = 0; i < kept.size(); i++) {
            batch.waiting.get(i).complete(kept.get(i));
        }
    }
}
