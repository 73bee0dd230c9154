package io.rapport.contracts.customers;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer allows or refuses.
 *
 * @param channel all channels when absent
 */
public record Consent(MessagePurpose purpose, @Nullable Channel channel, ConsentStatus status, Instant at) {}
