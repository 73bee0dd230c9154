package io.rapport.contracts.settings;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import java.util.UUID;

/** What administrators want of an account; the latest is how it is to be; key: tenant, channel and id of the account. */
public sealed interface AccountSettingsEvent permits AccountConfigured, AccountRemoved {
    Channel channel();

    /** Names it in addresses, among all accounts of the channel. */
    String accountId();

    /** Who wants it. */
    AgentId by();

    Instant at();

    /** What the records of an account are keyed by, both here and where adapters answer. */
    static UUID aggregate(TenantId tenant, Channel channel, String accountId) {
        return DeterministicId.of("account-settings", tenant.value(), channel.wireName(), accountId);
    }
}
