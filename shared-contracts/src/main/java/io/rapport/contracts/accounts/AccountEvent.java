package io.rapport.contracts.accounts;

/** What an adapter tells of an account it serves; key: account. */
public sealed interface AccountEvent
        permits AccountConnected, PayloadQuarantined, PayloadReplayed, IntakeCounted, ProviderListCompared {}
