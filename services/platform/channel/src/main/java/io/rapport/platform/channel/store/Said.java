package io.rapport.platform.channel.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.provider.Ours;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What we last said in a thread, for providers that report by time or by their own message id only; one marker a thread.
 *
 * <p>It knows the last twenty messages, and one thread's messages are sent one after the other; of a deferred one sent in the very
 * same moment as another, the reports may be missed.
 */
@Singleton
public class Said {
    private static final int KEPT = 20;

    private final PayloadStore store;
    private final ObjectMapper json;

    Said(PayloadStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /**
     * One message of ours.
     *
     * @param before a time before the provider had it
     */
    public record Message(String providerMessageId, Ours ours, Instant before) {}

    /** Notes that we said something. */
    public Uni<Void> note(TenantId tenant, ThreadId thread, Message message) {
        return StoreCall.of(() -> {
                    var said = new ArrayList<>(read(tenant, thread));
                    said.add(message);
                    store.replace(
                            tenant, name(thread), write(said.subList(Math.max(0, said.size() - KEPT), said.size())));
                    return thread;
                })
                .replaceWithVoid();
    }

    /** The last messages, oldest first. */
    public Uni<List<Message>> last(TenantId tenant, ThreadId thread) {
        return StoreCall.of(() -> read(tenant, thread));
    }

    private List<Message> read(TenantId tenant, ThreadId thread) {
        return store.read(tenant, name(thread))
                .map(bytes -> {
                    try {
                        return List.of(json.readValue(bytes, Message[].class));
                    } catch (IOException e) {
                        throw new UncheckedIOException("The marker of thread " + thread + " is unreadable", e);
                    }
                })
                .orElse(List.of());
    }

    private byte[] write(List<Message> said) {
        try {
            return json.writeValueAsBytes(said);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(ThreadId thread) {
        return "said-" + thread;
    }
}
