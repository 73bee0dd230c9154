package io.rapport.platform.channel.store;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The bytes of the files that go with messages of ours. */
@Singleton
public class OutgoingFiles {
    private final PayloadStore store;

    public OutgoingFiles(PayloadStore store) {
        this.store = store;
    }

    /** A file and what is in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Loaded(Attachment file, byte[] content) {}

    /** What became of looking for them. */
    private sealed interface Found {
        record All(List<Loaded> files) implements Found {}

        record Not(DeliveryOutcome outcome) implements Found {}
    }

    /**
     * Gives whoever sends a message its files; when one of them is not in the store the message is refused, and while the store
     * is away nothing is sent.
     */
    public Uni<DeliveryOutcome> with(
            TenantId tenant, List<Attachment> files, Function<List<Loaded>, Uni<DeliveryOutcome>> send) {
        return find(tenant, files).chain(found -> switch (found) {
            case Found.All(var loaded) -> send.apply(loaded);
            case Found.Not(var outcome) -> Uni.createFrom().item(outcome);
        });
    }

    private Uni<Found> find(TenantId tenant, List<Attachment> files) {
        return files.isEmpty()
                ? Uni.createFrom().item(new Found.All(List.of()))
                : StoreCall.of(() -> load(tenant, files))
                        .onFailure()
                        .recoverWithItem(away -> new Found.Not(new DeliveryOutcome.Away("The payload store is away")));
    }

    private Found load(TenantId tenant, List<Attachment> files) {
        var loaded = new ArrayList<Loaded>();
        for (var file : files) {
            var content = store.get(tenant, file.contentId());
            if (content.isEmpty()) {
                return new Found.Not(missing(file));
            }
            loaded.add(new Loaded(file, content.get()));
        }
        return new Found.All(loaded);
    }

    private static DeliveryOutcome missing(Attachment file) {
        return new DeliveryOutcome.Refused(new DeliveryFailure(
                Reason.CONTENT_NOT_ACCEPTED,
                null,
                "The file " + (file.name() == null ? file.contentId() : "\"" + file.name() + "\"")
                        + " is not in the payload store."));
    }
}
