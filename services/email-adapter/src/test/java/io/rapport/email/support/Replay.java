package io.rapport.email.support;

import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.ReplayPayload;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.platform.testkit.TestLog;
import java.time.Instant;
import java.util.UUID;

/** Asks the adapter to read a mail again. */
public final class Replay {
    private Replay() {}

    /** Why it is still not told; empty when it is. */
    public static String of(TestLog log, String payload) {
        var id = new CommandId(UUID.randomUUID());
        log.send(
                Topics.outbound(Channel.EMAIL),
                log.event(
                        UUID.randomUUID(),
                        new ReplayPayload(
                                id,
                                Channel.EMAIL,
                                "support@example.com",
                                payload,
                                new AgentId(UUID.randomUUID()),
                                Instant.now())));
        return log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.payload-replayed.v1"))
                .map(log::json)
                .filter(it -> it.path("commandId").asText().equals(id.toString()))
                .map(it -> it.path("failure").asText())
                .findFirst());
    }
}
