package io.rapport.sandbox.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.meta.MetaWebhook;
import io.rapport.sandbox.phone.Errands;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Webhooks;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The company's page on Messenger and its profile on Instagram. */
@Singleton
class Pages {
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(36);

    private final SandboxConfig config;
    private final Messages messages;
    private final Webhooks webhooks;
    private final Errands errands;
    private final Event<Message> arrivals;
    private final ObjectMapper json;
    private final Clock clock;

    Pages(
            SandboxConfig config,
            Messages messages,
            Webhooks webhooks,
            Errands errands,
            Event<Message> arrivals,
            ObjectMapper json,
            Clock clock) {
        this.config = config;
        this.messages = messages;
        this.webhooks = webhooks;
        this.errands = errands;
        this.arrivals = arrivals;
        this.json = json;
        this.clock = clock;
    }

    @Produces
    @Singleton
    @Named("messenger")
    Page messenger() {
        return page(Network.MESSENGER, config.messenger());
    }

    @Produces
    @Singleton
    @Named("instagram")
    Page instagram() {
        return page(Network.INSTAGRAM, config.instagram());
    }

    private Page page(Network network, Optional<SandboxConfig.Page> account) {
        return new Page(
                network,
                account,
                account.map(it -> new MetaWebhook(
                        webhooks,
                        new MetaWebhook.App(it.webhookUrl(), it.verifyToken(), it.appSecret()),
                        GIVE_UP_AFTER)),
                config.url() + "/api/files/",
                config.pace(),
                messages,
                errands,
                arrivals,
                json,
                clock);
    }
}
