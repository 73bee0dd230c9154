package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import java.time.Instant;

/**
 * What came in over an account was compared with the provider's own list of it, as far back as the adapter looks; only for providers that
 * have one. {@code listed = known + fetched + missing}.
 *
 * @param list what the provider calls it: a mailbox folder, "Messages"
 * @param listed messages to us in the list
 * @param known had come before
 * @param fetched had not come, and were fetched now
 * @param missing have not come, and could not be fetched
 */
@EventType("rapport.accounts.provider-list-compared.v1")
public record ProviderListCompared(
        Channel channel, String account, String list, long listed, long known, long fetched, long missing, Instant at)
        implements AccountEvent {}
