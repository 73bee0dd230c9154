package io.rapport.platform.messaging;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the consumers of this service wait for now, told by the health check. */
@Singleton
class Waiting {
    private final AtomicInteger batches = new AtomicInteger();
    private volatile @Nullable String cause;

    void begin(Throwable failure) {
        cause = failure.getClass().getSimpleName();
        batches.incrementAndGet();
    }

    void end() {
        batches.decrementAndGet();
    }

    Optional<String> cause() {
        return batches.get() > 0 ? Optional.ofNullable(cause) : Optional.empty();
    }
}
