package io.rapport.contracts.value;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody says to be on a channel that does not tell it by itself.
 *
 * @param userId what the customer's own site calls its user, proved by that site; absent when nobody proved it
 * @param name as given, unproved
 * @param email as given, unproved
 */
public record Contact(
        @Nullable String userId,
        @Nullable String name,
        @Nullable String email) {}
