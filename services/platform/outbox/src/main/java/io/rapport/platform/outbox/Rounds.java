package io.rapport.platform.outbox;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a timer whose work stays due in its rows, so that a round that fails is made up for by the next one.
 *
 * <p>A fault is logged when it begins, when it becomes another one, and when it is over: not at every round.
 */
public final class Rounds {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final String name;
    private volatile @Nullable String fault;

    /** @param name what the log calls the timer */
    public Rounds(String name) {
        this.name = name;
    }

    /** One round; it never fails. */
    public Uni<Void> run(Supplier<Uni<Void>> round) {
        return Uni.createFrom()
                .deferred(round::get)
                .invoke(this::well)
                .onFailure()
                .invoke(this::unwell)
                .onFailure()
                .recoverWithNull();
    }

    private void well() {
        if (fault != null) {
            fault = null;
            LOG.warnf("action=timer timer=%s outcome=well-again", name);
        }
    }

    private void unwell(Throwable failure) {
        var cause = failure.toString();
        if (!cause.equals(fault)) {
            fault = cause;
            LOG.warnf("action=timer timer=%s outcome=postponed cause=\"%s\"", name, cause);
        }
    }
}
