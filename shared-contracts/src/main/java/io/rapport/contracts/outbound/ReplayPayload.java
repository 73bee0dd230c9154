package io.rapport.contracts.outbound;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import java.time.Instant;

/**
 * Read again what was set aside (PayloadQuarantined); answered by PayloadReplayed. What was told before is told again under the same
 * ids, so that it happens once.
 *
 * @param by who wants it
 */
@EventType("rapport.outbound.replay-payload.v1")
public record ReplayPayload(
        CommandId commandId, Channel channel, String account, String payload, AgentId by, Instant requestedAt)
        implements OutboundCommand {}
