package io.rapport.local.up;

import io.rapport.local.part.RunningPart;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A part that has time to write its start-up cache when it is stopped after its first run. */
record CachedPart(RunningPart part, AotCache cache, boolean recording) implements RunningPart {

    private static final Duration TO_WRITE = Duration.ofMinutes(3);

    @Override
    public long pid() {
        return part.pid();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return part.onExit();
    }

    @Override
    public boolean isReady() {
        return part.isReady();
    }

    @Override
    public void stop(Duration patience) {
        part.stop(recording ? TO_WRITE : patience);
        if (recording) {
            cache.keep();
        }
    }
}
