package io.rapport.platform.messaging;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Puts what is {@link Postponed} aside, so that nothing behind it waits. */
record Postponing<T>(Step<T> next, Postponements postponements) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> one) {
        return next.apply(one)
                .onFailure(Postponed.class)
                .recoverWithUni(why -> postponements.postpone(one.getFirst().in(), why));
    }
}
