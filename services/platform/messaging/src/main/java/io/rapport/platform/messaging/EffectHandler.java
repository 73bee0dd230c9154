package io.rapport.platform.messaging;

import io.rapport.contracts.Event;
import io.smallrye.mutiny.Uni;

/**
 * What a service without a database does with one event; it recognises repetitions by itself.
 *
 * <p>A {@link TransientFailure} is retried with back-off while the events behind it of the same key wait; what is {@link Postponed}
 * is tried again much later, and nothing waits for it; any other failure goes to the dead letters.
 */
@FunctionalInterface
public interface EffectHandler<T> {
    Uni<Void> handle(Event<T> event);
}
