package io.rapport.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * Somebody on a channel.
 *
 * @param address normalised for the channel: lower-case mail address, E.164 number, provider user id
 * @param name as the party writes it, if it does
 */
public record Party(String address, @Nullable String name) {}
