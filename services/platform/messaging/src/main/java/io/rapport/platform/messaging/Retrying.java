package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Patience: what passes by itself is waited for, however long it takes, and nothing overtakes. */
record Retrying<T>(Step<T> next, MessagingConfig config, Waiting waiting) implements Step<T> {
    private static final Logger LOG = Logger.getLogger(Retrying.class);

    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        var waited = new AtomicBoolean();
        return Uni.createFrom()
                .deferred(() -> next.apply(batch))
                .onFailure(TransientFailure::is)
                .invoke(failure -> {
                    if (!waited.getAndSet(true)) {
                        waiting.begin(failure);
                    }
                    LOG.warnf("action=wait events=%d cause=\"%s\"", batch.size(), failure.getMessage());
                })
                .onFailure(TransientFailure::is)
                .retry()
                .withBackOff(config.retryInitial(), config.retryMax())
                .indefinitely()
                .onTermination()
                .invoke(() -> {
                    if (waited.get()) {
                        waiting.end();
                    }
                });
    }
}
