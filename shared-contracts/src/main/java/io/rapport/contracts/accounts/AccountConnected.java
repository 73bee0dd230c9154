package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import java.time.Instant;

/**
 * An adapter serves this account; told whenever one starts, so that the latest of them is how things are.
 *
 * @param account our side of its threads: mailbox address, phone number, bot or page id
 */
@EventType("rapport.accounts.account-connected.v1")
public record AccountConnected(Channel channel, String account, ChannelCapabilities capabilities, Instant at)
        implements AccountEvent {}
