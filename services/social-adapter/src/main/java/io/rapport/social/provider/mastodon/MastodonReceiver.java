package io.rapport.social.provider.mastodon;

import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountLine;
import io.rapport.platform.channel.inbound.InboundFlow;
import io.rapport.platform.channel.store.PayloadStore;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes in what our accounts on Mastodon are notified of. */
@Singleton
class MastodonReceiver implements AccountLine {
    private final MastodonConfig config;
    private final InboundFlow flow;
    private final PayloadStore store;
    private final Vertx vertx;

    MastodonReceiver(MastodonConfig config, InboundFlow flow, PayloadStore store, Vertx vertx) {
        this.config = config;
        this.flow = flow;
        this.store = store;
        this.vertx = vertx;
    }

    @Override
    public Optional<AutoCloseable> open(Account account) {
        if (!(account.settings() instanceof MastodonAccounts.Reach reach)) {
            return Optional.empty();
        }
        var inbox = new MastodonInbox(account, reach, config.poll(), config.silence(), flow, store, vertx);
        inbox.open();
        return Optional.of(inbox);
    }
}
