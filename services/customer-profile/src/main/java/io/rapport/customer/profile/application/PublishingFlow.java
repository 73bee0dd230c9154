package io.rapport.customer.profile.application;

import io.rapport.contracts.Topics;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Tells about profiles of which only the counts changed, not more often than anybody needs it. */
@ApplicationScoped
public class PublishingFlow {
    private final Pool pool;
    private final Profiles profiles;
    private final ProfileConfig config;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    PublishingFlow(Pool pool, Profiles profiles, ProfileConfig config, Events events, Outbox outbox, Clock clock) {
        this.pool = pool;
        this.profiles = profiles;
        this.config = config;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Batch by batch until nothing is due. */
    public Uni<Void> publishDue() {
        return pool.withTransaction(tx -> {
                    var now = clock.instant();
                    return profiles.claim(tx, now.minus(config.publishAfter()), now, config.publishBatch())
                            .call(told -> outbox.append(
                                    tx,
                                    told.stream()
                                            .map(one -> new Outgoing(
                                                    Topics.CUSTOMERS,
                                                    events.begin(
                                                            one.tenant(),
                                                            one.profile()
                                                                    .customerId()
                                                                    .value(),
                                                            one.profile())))
                                            .toList()));
                })
                .chain(told ->
                        told.size() < config.publishBatch() ? Uni.createFrom().voidItem() : publishDue());
    }
}
