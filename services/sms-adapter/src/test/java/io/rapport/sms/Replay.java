package io.rapport.sms;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.ReplayPayload;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.platform.testkit.TestLog;
import java.time.Instant;
import java.util.UUID;

/** What was set aside, and asking the adapter to read it again. */
final class Replay {
    private Replay() {}

    /** What was last set aside of an account for this reason. */
    static JsonNode quarantined(TestLog log, String account, String reason) {
        return log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.payload-quarantined.v1"))
                .map(log::json)
                .filter(it -> it.path("account").asText().equals(account))
                .filter(it -> it.path("reason").asText().equals(reason))
                .reduce((before, last) -> last));
    }

    /** Why it still cannot be read; empty when it is told. */
    static String of(TestLog log, String account, String payload) {
        var id = new CommandId(UUID.randomUUID());
        log.send(
                Topics.outbound(Channel.SMS),
                log.event(
                        UUID.randomUUID(),
                        new ReplayPayload(
                                id, Channel.SMS, account, payload, new AgentId(UUID.randomUUID()), Instant.now())));
        return log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.payload-replayed.v1"))
                .map(log::json)
                .filter(it -> it.path("commandId").asText().equals(id.toString()))
                .map(it -> it.path("failure").asText())
                .findFirst());
    }
}
