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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

    private record Waiting(PayloadStore.Payload payload, UniEmitter<? super Kept> emitter) {}

    private static final class Batch {
        private final List<Waiting> waiting = new ArrayList<>();
        private long bytes;
    }

    /** Completes on a worker thread when the payload is in the store; fails with {@link TransientFailure} while that is away. */
    public Uni<Kept> keep(TenantId tenant, byte[] payload) {
        return Uni.createFrom().emitter(emitter -> {
            var known = gather(tenant, new Waiting(new PayloadStore.Payload(payload), emitter));
            if (known != null) {
                emitter.complete(new Kept(known, false));
            }
        });
    }

    /** Where it is, if that is known already. */
    private synchronized @Nullable String gather(TenantId tenant, Waiting waiting) {
        var known = lately.get(new Content(tenant, waiting.payload.hash));
        if (known != null) {
            return known;
        }
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
        batch.waiting.add(waiting);
        batch.bytes += waiting.payload.bytes.length;
        if (batch.bytes >= FULL_BYTES) {
            // the next one begins another; this one's time comes in a moment
            open.remove(tenant);
        }
        return null;
    }

    private void write(TenantId tenant, Batch batch) {
        synchronized (this) {
            open.remove(tenant, batch);
        }
        List<String> references;
        try {
            references = store.putRaw(
                    tenant, batch.waiting.stream().map(Waiting::payload).toList());
        } catch (RuntimeException e) {
            var failure = e instanceof StoreUnavailable ? new TransientFailure("The payload store is away", e) : e;
            batch.waiting.forEach(it -> it.emitter.fail(failure));
            return;
        }
        synchronized (this) {
            for (int i = 0; i < references.size(); i++) {
                lately.put(new Content(tenant, batch.waiting.get(i).payload.hash), references.get(i));
            }
        }
        for (int i = 0; i < references.size(); i++) {
            batch.waiting.get(i).emitter.complete(new Kept(references.get(i), true));
        }
    }
}
