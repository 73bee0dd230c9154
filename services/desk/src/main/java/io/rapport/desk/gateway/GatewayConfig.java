package io.rapport.desk.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the services behind the gateway are. */
@ConfigMapping(prefix = "rapport.gateway")
interface GatewayConfig {
    Service routing();

    Service careFollowUp();

    Service experienceScoring();

    Service customerProfile();

    /** How long a service may take to answer. */
    @WithDefault("5S")
    Duration timeout();

    /** One service. */
    interface Service {
        URI url();
    }
}
