package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An adapter serves this account; told whenever one starts, so that the latest of them is how things are.
 *
 * @param account our side of its threads: mailbox address, phone number, bot or page id
 * @param accountId names it in addresses
 * @param provider as the catalogue names it
 * @param settings the id of the AccountConfigured that it follows; absent when the adapter's configuration has it
 * @param network what people call the network it is on, where a channel has several (Instagram)
 */
@EventType("rapport.accounts.account-connected.v1")
public record AccountConnected(
        Channel channel,
        String account,
        ChannelCapabilities capabilities,
        Instant at,
        @Nullable String accountId,
        @Nullable String provider,
        @Nullable UUID settings,
        @Nullable String network)
        implements AccountEvent {}
