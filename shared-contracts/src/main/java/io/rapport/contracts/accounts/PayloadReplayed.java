package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What had been set aside was read again.
 *
 * @param commandId the ReplayPayload that asked
 * @param failure why it still cannot be read; absent when what it tells is on the log
 */
@EventType("rapport.accounts.payload-replayed.v1")
public record PayloadReplayed(
        CommandId commandId,
        Channel channel,
        String account,
        String payload,
        @Nullable String failure,
        Instant at) implements AccountEvent {}
