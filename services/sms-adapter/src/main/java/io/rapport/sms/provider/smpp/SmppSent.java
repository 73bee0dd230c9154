package io.rapport.sms.provider.smpp;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Which message of ours a centre's id stands for: a receipt carries nothing else. Kept as markers in the payload store. */
@Singleton
class SmppSent {
    private final PayloadStore store;

    SmppSent(PayloadStore store) {
        this.store = store;
    }

    /**
     * A segment of a message.
     *
     * @param number from 1 to {@code total}
     */
    record Segment(Ours ours, int number, int total) {
        /** Whether it is the message's last one, whose arrival counts as the message's. */
        boolean isLast() {
            return number == total;
        }
    }

    Uni<Void> remember(TenantId tenant, String ours, String party, SendMessage message, List<String> ids) {
        return StoreCall.of(() -> {
                    for (int i = 0; i < ids.size(); i++) {
                        var content = message.commandId() + " " + message.customerId() + " " + (i + 1) + " "
                                + ids.size() + " " + party;
                        store.replace(
                                tenant,
                                name(ours, SmppReceipt.plain(ids.get(i))),
                                content.getBytes(StandardCharsets.UTF_8));
                    }
                    return ids;
                })
                .replaceWithVoid();
    }

    Uni<Optional<Segment>> find(TenantId tenant, String ours, String id) {
        return StoreCall.of(() -> SmppReceipt.spellings(id).stream()
                .map(spelling -> store.read(tenant, name(ours, spelling)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(" ", 5))
                .map(words -> new Segment(
                        new Ours(CommandId.of(words[0]), CustomerId.of(words[1]), words[4]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]))));
    }

    private static String name(String ours, String id) {
        return "smpp-" + DeterministicId.of(ours, id);
    }
}
