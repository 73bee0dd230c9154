package io.rapport.contracts.accounts;

import io.rapport.contracts.value.Channel;

/** What an adapter tells of an account it serves; key: account. */
public sealed interface AccountEvent
        permits AccountConnected,
                AccountRefused,
                AccountDisconnected,
                PayloadQuarantined,
                PayloadReplayed,
                IntakeCounted,
                ProviderListCompared {
    Channel channel();
}
