package io.rapport.platform.channel.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.ProviderListCompared;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells what comparing our intake with a provider's own list has found. */
@Singleton
public class ListComparisons {
    private static final Logger LOG = Logger.getLogger(ListComparisons.class);

    private final Events events;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<Tags, AtomicLong> missing = new ConcurrentHashMap<>();

    ListComparisons(Events events, EventPublisher publisher, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What was found, in messages.
     *
     * @param known had come before
     * @param fetched had not come, and were fetched now
     * @param missing could not be fetched
     */
    public record Found(long known, long fetched, long missing) {
        public static final Found NOTHING = new Found(0, 0, 0);

        public Found plus(Found other) {
            return new Found(known + other.known, fetched + other.fetched, missing + other.missing);
        }
    }

    /**
     * Completes when the log has it.
     *
     * @param account our side
     * @param list what the provider calls it
     */
    public Uni<Void> tell(TenantId tenant, Channel channel, String account, String list, Found found) {
        var tags = Tags.of("channel", channel.wireName(), "account", account, "list", list);
        metrics.counter("rapport.list.fetched", tags).increment((double) found.fetched());
        missing.computeIfAbsent(
                        tags,
                        any -> Objects.requireNonNull(metrics.gauge("rapport.list.missing", any, new AtomicLong())))
                .set(found.missing());
        if (found.fetched() > 0 || found.missing() > 0) {
            LOG.warnf(
                    "action=compare-list channel=%s list=\"%s\" known=%d fetched=%d missing=%d",
                    channel, list, found.known(), found.fetched(), found.missing());
        }
        var key = DeterministicId.of("account", tenant.value(), channel.wireName(), account);
        return publisher.publish(
                Topics.ACCOUNTS,
                events.begin(
                        tenant,
                        key,
                        new ProviderListCompared(
                                channel,
                                account,
                                list,
                                found.known() + found.fetched() + found.missing(),
                                found.known(),
                                found.fetched(),
                                found.missing(),
                                clock.instant())));
    }
}
