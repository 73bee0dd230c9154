package io.rapport.local.part;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A started process of the stack. */
public interface RunningPart {

    long pid();

    /** Completes when the process is gone, for whatever reason. */
    CompletableFuture<?> onExit();

    /** Whether it answers; asked repeatedly after the start. */
    boolean isReady();

    /** Stops it in order, and by force when it takes longer than this. */
    void stop(Duration patience);
}
