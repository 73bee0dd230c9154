package io.rapport.platform.channel.store;

import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Supplier;

/** The store blocks, so it is called on a worker thread; while it is away, whoever needs it waits. */
public final class StoreCall {
    private StoreCall() {}

    /** Fails with {@link TransientFailure} while the store is away. */
    public static <T> Uni<T> of(Supplier<T> call) {
        return Uni.createFrom()
                .item(call)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(StoreUnavailable.class)
                .transform(away -> new TransientFailure("The payload store is away", away));
    }
}
