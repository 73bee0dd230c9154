package io.rapport.sms.consent;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has stopped which number of ours, kept in the payload store.
 *
 * <p>Every call fails with {@link TransientFailure} while the store is away.
 */
@Singleton
public class OptOuts {
    private static final String STARTED = "started";
    private static final String STOPPED = "stopped";

    private final PayloadStore store;

    public OptOuts(PayloadStore store) {
        this.store = store;
    }

    /**
     * A number that wants no messages.
     *
     * @param answer the one command that may still go there: the answer to STOP or HELP
     */
    public record OptOut(@Nullable CommandId answer) {}

    /** Whether the number wants no messages from this number of ours. */
    public Uni<Optional<OptOut>> of(TenantId tenant, String ours, String theirs) {
        return StoreCall.of(() -> store.state(tenant, name(ours, theirs))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(" ", 2))
                .filter(words -> words[0].equals(STOPPED))
                .map(words -> new OptOut(words.length == 1 ? null : CommandId.of(words[1]))));
    }

    /** No more messages, except this answer. */
    public Uni<Void> stop(TenantId tenant, String ours, String theirs, @Nullable CommandId answer) {
        return put(tenant, ours, theirs, answer == null ? STOPPED : STOPPED + " " + answer);
    }

    /** Messages again. */
    public Uni<Void> start(TenantId tenant, String ours, String theirs) {
        return put(tenant, ours, theirs, STARTED);
    }

    private Uni<Void> put(TenantId tenant, String ours, String theirs, String state) {
        return StoreCall.of(() -> {
                    store.putState(tenant, name(ours, theirs), state.getBytes(StandardCharsets.UTF_8));
                    return state;
                })
                .replaceWithVoid();
    }

    private static String name(String ours, String theirs) {
        return "sms-" + DeterministicId.of(ours, theirs);
    }
}
