package io.rapport.social.provider.mastodon;

import io.quarkus.runtime.StartupEvent;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.store.PayloadStore;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes in what our accounts on Mastodon are notified of. */
@Singleton
class MastodonReceiver {
    private final List<MastodonInbox> inboxes;

    MastodonReceiver(
            MastodonAccounts accounts, MastodonConfig config, InboundFlow flow, PayloadStore store, Vertx vertx) {
        this.inboxes = accounts.lines().stream()
                .map(line -> new MastodonInbox(line, config.poll(), flow, store, vertx))
                .toList();
    }

    void open(@Observes StartupEvent started) {
        inboxes.forEach(MastodonInbox::open);
    }

    @PreDestroy
    void close() {
        inboxes.forEach(MastodonInbox::close);
    }
}
