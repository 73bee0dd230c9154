package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import java.time.Instant;

/**
 * What came in could not be read; it is set aside and waits for a fix or a person.
 *
 * @param payload names it: where it is kept, {@code raw:<sha256>} and behind points the place, else what its provider calls it
 * @param kept whether we have it, so that it can be looked at and read again
 * @param reason a sentence for people, the same for the same trouble
 * @param size in bytes
 */
@EventType("rapport.accounts.payload-quarantined.v1")
public record PayloadQuarantined(
        Channel channel, String account, String payload, boolean kept, String reason, long size, Instant at)
        implements AccountEvent {}
