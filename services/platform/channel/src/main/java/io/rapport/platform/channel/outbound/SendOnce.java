package io.rapport.platform.channel.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.rapport.platform.messaging.Postponed;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps a repeated command from sending twice, without a database.
 *
 * <p>What a command ended in is marked in the store after the provider answered; a marked command is not sent again. A crash
 * between the provider's answer and the marker leads to one more sending with the same provider message id where the
 * channel has one (mail), by which the receiving side recognises it.
 */
@ApplicationScoped
public class SendOnce {
    private final PayloadStore store;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<CommandId, Uni<Settlement>> underway = new ConcurrentHashMap<>();

    SendOnce(PayloadStore store, ObjectMapper json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The earlier settlement of the command, else that of this attempt; fails with {@link Postponed} when the provider deferred
     * it and with {@link TransientFailure} when the provider or the store is away.
     */
    public Uni<Settlement> send(TenantId tenant, CommandId command, Supplier<Uni<DeliveryOutcome>> attempt) {
        // after a crash a command can come back from its topic while it is due on the retry topic too
        return underway.computeIfAbsent(
                command,
                id -> attempt(tenant, id, attempt)
                        .onTermination()
                        .invoke(() -> underway.remove(id))
                        .memoize()
                        .indefinitely());
    }

    private Uni<Settlement> attempt(TenantId tenant, CommandId command, Supplier<Uni<DeliveryOutcome>> attempt) {
        return StoreCall.of(() -> marked(tenant, command))
                .chain(marked -> marked.isPresent()
                        ? Uni.createFrom().item(marked.get())
                        : attempt.get()
                                .map(this::settle)
                                .call(settlement -> StoreCall.of(() -> mark(tenant, command, settlement))));
    }

    private Settlement settle(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted accepted ->
                new Settlement(accepted.providerMessageId(), null, clock.instant());
            case DeliveryOutcome.Refused refused -> new Settlement(null, refused.failure(), clock.instant());
            case DeliveryOutcome.Deferred deferred ->
                // without the provider's own words: they may name the recipient
                throw new Postponed(deferred.failure().reason() + " "
                        + Objects.requireNonNullElse(deferred.failure().providerCode(), "no answer"));
            case DeliveryOutcome.Away away -> throw new TransientFailure(away.reason());
        };
    }

    private Optional<Settlement> marked(TenantId tenant, CommandId command) {
        return store.read(tenant, name(command)).map(bytes -> {
            try {
                return json.readValue(bytes, Settlement.class);
            } catch (IOException e) {
                throw new UncheckedIOException("The marker of command " + command + " is unreadable", e);
            }
        });
    }

    private boolean mark(TenantId tenant, CommandId command, Settlement settlement) {
        try {
            return store.putIfAbsent(tenant, name(command), json.writeValueAsBytes(settlement));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(CommandId command) {
        return "sent-" + command;
    }
}
