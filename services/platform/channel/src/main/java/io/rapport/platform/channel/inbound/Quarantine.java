package io.rapport.platform.channel.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.PayloadQuarantined;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Sets aside what cannot be read, and tells of it: nothing that is genuine is refused for ever, and nothing vanishes. */
@Singleton
public class Quarantine {
    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;

    Quarantine(Events events, EventPublisher publisher, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Completes when the log has it; the same payload is the same event, however often it comes.
     *
     * @param account our side
     * @param payload where it is kept, else what its provider calls it
     */
    public Uni<Void> setAside(
            TenantId tenant, Channel channel, String account, String payload, boolean kept, long size, String reason) {
        var now = clock.instant();
        var id = DeterministicId.of(tenant.value(), account, PayloadStore.contentOf(payload), "payload-quarantined");
        var key = DeterministicId.of("account", tenant.value(), channel.wireName(), account);
        return publisher
                .publish(
                        Topics.ACCOUNTS,
                        events.withId(
                                id,
                                tenant,
                                key,
                                now,
                                new PayloadQuarantined(channel, account, payload, kept, reason, size, now)))
                .invoke(() -> {
                    metrics.counter("rapport.quarantined", "channel", channel.wireName(), "account", account)
                            .increment();
                    LOG.warnf("action=quarantine tenant=%s payload=%s reason=\"%s\"", tenant, payload, reason);
                });
    }
}
