package io.rapport.platform.channel.store;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes old markers and payloads from a store in a folder, at the start and once a day. */
@ApplicationScoped
class StoreSweep {
    private static final Logger LOG = Logger.getLogger(StoreSweep.class);
    private static final Duration PAUSE = Duration.ofDays(1);

    private final StoreConfig config;
    private final Clock clock;
    private @Nullable Cancellable sweeping;

    StoreSweep(StoreConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (config.s3().bucket().isPresent()) {
            return;
        }
        var store = new FolderObjectStore(config.folder());
        sweeping = Multi.createFrom()
                .ticks()
                .every(PAUSE)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(day -> Uni.createFrom()
                        .item(() -> sweep(store))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                        .onFailure(StoreUnavailable.class)
                        .recoverWithNull())
                .subscribe()
                .with(removed -> LOG.debugf("action=sweep objects=%d", removed));
    }

    private Integer sweep(FolderObjectStore store) {
        var now = clock.instant();
        return store.removeOld(PayloadStore.MARKERS, now.minus(config.markerRetention()))
                + store.removeOld(PayloadStore.RAW_FOLDER, now.minus(config.payloadRetention()));
    }

    @PreDestroy
    void stop() {
        if (sweeping != null) {
            sweeping.cancel();
        }
    }
}
