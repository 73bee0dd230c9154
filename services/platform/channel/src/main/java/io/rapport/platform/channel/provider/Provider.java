package io.rapport.platform.channel.provider;

import io.rapport.contracts.Event;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Postponed;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * One company's way of carrying messages: an SMTP relay, Twilio, Telegram.
 *
 * <p>An implementation lives in {@code provider.<vendor>} of its adapter and passes {@code ProviderContract}.
 */
public interface Provider {
    /**
     * Hands one message over.
     *
     * <p>Does not block, and never fails: what goes wrong is {@link DeliveryOutcome.Refused} when repeating cannot help,
     * {@link DeliveryOutcome.Away} when no message can go, else {@link DeliveryOutcome.Deferred}. Where the provider takes an idempotency key, it is the command's id.
     */
    Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message);

    /** What people call the network that it is on; absent where the channel says it. */
    default Optional<String> network() {
        return Optional.empty();
    }

    /** Whether one message may carry this text and these files; what one cannot goes as several, the text first. */
    default boolean carries(String text, List<Attachment> files) {
        return true;
    }

    /** As {@link #send}, when the channel's reply window is over: as a template or with a tag, where the channel has one. */
    default Uni<DeliveryOutcome> sendLate(TenantId tenant, SendMessage message) {
        return send(tenant, message);
    }

    /**
     * What is left to do when a message is told as sent; it may be called again. Fails with {@link Postponed} when it is to be asked again
     * later.
     */
    default Uni<Void> afterwards(Event<SendMessage> command, String providerMessageId) {
        return Uni.createFrom().voidItem();
    }

    /** Whether the provider reports on messages by its own ids or by time, so that we must know what we last said. */
    default boolean reportsByItsOwnIds() {
        return false;
    }
}
