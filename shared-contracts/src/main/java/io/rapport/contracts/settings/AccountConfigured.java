package io.rapport.contracts.settings;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import java.time.Instant;
import java.util.Map;

/**
 * The account is to be served as said here; answered by AccountConnected or AccountRefused.
 *
 * @param provider as the catalogue names it
 * @param settings by the names they have in configuration
 * @param secrets the secret ones of them, each with the name of a secret that the adapter finds where it runs; never a secret itself
 */
@EventType("rapport.account-settings.account-configured.v1")
public record AccountConfigured(
        Channel channel,
        String accountId,
        String provider,
        Map<String, String> settings,
        Map<String, String> secrets,
        AgentId by,
        Instant at)
        implements AccountSettingsEvent {}
