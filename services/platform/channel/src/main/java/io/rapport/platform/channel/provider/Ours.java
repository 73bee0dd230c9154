package io.rapport.platform.channel.provider;

import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import java.util.Optional;

/**
 * Which message of ours something is about; as text it travels with the message where a provider gives such a text back, so that
 * no table is needed to understand its reports.
 *
 * @param party the other side of the thread
 */
public record Ours(CommandId command, CustomerId customer, String party) {
    /** What a message is known by. */
    public static Ours of(SendMessage message) {
        return new Ours(
                message.commandId(), message.customerId(), message.thread().party());
    }

    /** Reads what {@link #toString} wrote; empty when somebody else wrote it. */
    public static Optional<Ours> parse(String text) {
        var parts = text.split(" ", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ours(CommandId.of(parts[0]), CustomerId.of(parts[1]), parts[2]));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return command + " " + customer + " " + party;
    }
}
