package io.rapport.contracts.accounts;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import java.time.Instant;
import java.util.UUID;

/**
 * What a process of an adapter has taken in over an account since it started, each number counting payloads. Its last one counts;
 * the sum over processes is all that came in.
 *
 * @param process one run of one adapter
 * @param received genuine payloads
 * @param published what they tell is on the log
 * @param repeated as published, but the very same bytes had come before
 * @param quarantined set aside
 * @param ignored nothing in them to tell
 * @param deferred not taken for now; the sender was asked to come again
 */
@EventType("rapport.accounts.intake-counted.v1")
public record IntakeCounted(
        Channel channel,
        String account,
        UUID process,
        Instant since,
        long received,
        long published,
        long repeated,
        long quarantined,
        long ignored,
        long deferred,
        Instant at)
        implements AccountEvent {}
