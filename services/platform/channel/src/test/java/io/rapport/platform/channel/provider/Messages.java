package io.rapport.platform.channel.provider;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;

/** Outgoing messages for tests. */
public final class Messages {
    private Messages() {}

    /** A mail reply from support@example.com to customer@example.com. */
    public static SendMessage saying(String text) {
        return to(Channel.EMAIL, "support@example.com", "customer@example.com", text);
    }

    /** A reply from an account to a party, with a fresh command id. */
    public static SendMessage to(Channel channel, String account, String party, String text) {
        return new SendMessage(
                new CommandId(UUID.randomUUID()),
                ThreadRef.of(TenantId.DEFAULT, channel, account, party, "0123456789abcdef"),
                CustomerId.provisional(TenantId.DEFAULT, channel, party),
                new Party(party, "Customer Example"),
                new Author(null, "Support"),
                MessagePurpose.REPLY,
                "A question",
                text,
                null,
                Instant.parse("2030-01-02T03:04:05Z"));
    }
}
