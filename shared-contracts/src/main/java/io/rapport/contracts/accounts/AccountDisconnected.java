package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * An adapter does not serve this account any more; told whenever one starts.
 *
 * @param settings the id of the AccountRemoved that it follows
 */
@EventType("rapport.accounts.account-disconnected.v1")
public record AccountDisconnected(Channel channel, String accountId, UUID settings, Instant at)
        implements AccountEvent {}
