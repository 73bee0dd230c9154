package io.rapport.contracts.settings;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import java.time.Instant;

/** The account is not to be served any more; answered by AccountDisconnected. */
@EventType("rapport.account-settings.account-removed.v1")
public record AccountRemoved(Channel channel, String accountId, AgentId by, Instant at)
        implements AccountSettingsEvent {}
