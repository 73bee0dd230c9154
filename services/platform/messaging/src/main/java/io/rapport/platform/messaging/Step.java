package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** One layer of a pipeline. */
@FunctionalInterface
interface Step<T> {
    Uni<Void> apply(List<Received<T>> batch);
}
