package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * An adapter cannot serve this account as it was set up, and does not; told whenever one starts.
 *
 * @param settings the id of the AccountConfigured that it follows
 * @param reason a sentence for administrators; never a secret
 */
@EventType("rapport.accounts.account-refused.v1")
public record AccountRefused(Channel channel, String accountId, UUID settings, String reason, Instant at)
        implements AccountEvent {}
