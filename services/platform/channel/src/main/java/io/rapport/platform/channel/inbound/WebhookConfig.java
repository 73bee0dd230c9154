package io.rapport.platform.channel.inbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How providers reach us. */
@ConfigMapping(prefix = "rapport.webhook")
public interface WebhookConfig {
    /**
     * The address that providers call, up to and without {@code /webhooks}; some providers sign it, and a proxy hides it from us.
     * When absent, the address is taken from the request.
     */
    Optional<String> publicUrl();

    /** For each account; twice as many may come at once. */
    @WithDefault("500")
    int callsPerSecond();
}
