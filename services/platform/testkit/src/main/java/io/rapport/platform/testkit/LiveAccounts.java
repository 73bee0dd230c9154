package io.rapport.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.settings.AccountConfigured;
import io.rapport.contracts.settings.AccountRemoved;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Wants accounts of a running adapter, as the desk does, and hears what it answers. */
public final class LiveAccounts {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00Z");

    private final TestLog log;
    private final TenantId tenant;
    private final Channel channel;
    private final AgentId admin = new AgentId(UUID.randomUUID());

    public LiveAccounts(TestLog log, TenantId tenant, Channel channel) {
        this.log = log;
        this.tenant = tenant;
        this.channel = channel;
    }

    /** Wants the account; the wish comes twice. */
    public Event<?> want(String id, String provider, Map<String, String> settings, Map<String, String> secrets) {
        return tell(id, new AccountConfigured(channel, id, provider, settings, secrets, admin, NOON));
    }

    /** Wants it no more. */
    public Event<?> remove(String id) {
        return tell(id, new AccountRemoved(channel, id, admin, NOON));
    }

    private Event<?> tell(String id, AccountSettingsEvent wish) {
        var event = log.event(tenant, AccountSettingsEvent.aggregate(tenant, channel, id), wish);
        log.send(Topics.ACCOUNT_SETTINGS, event, event);
        return event;
    }

    /** Waits until the adapter serves the account as it was wanted. */
    public JsonNode connected(Event<?> wish) {
        return answer("account-connected", wish);
    }

    /** Waits for the reason why it does not. */
    public String refused(Event<?> wish) {
        return answer("account-refused", wish).path("reason").asText();
    }

    /** Waits until the adapter does not serve it any more. */
    public void disconnected(Event<?> wish) {
        answer("account-disconnected", wish);
    }

    private JsonNode answer(String type, Event<?> wish) {
        return log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").contains(type))
                .map(log::json)
                .filter(it ->
                        it.path("settings").asText().equals(wish.envelope().id().toString()))
                .findFirst());
    }
}
