package io.rapport.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long the outbox keeps what it sent. */
@ConfigMapping(prefix = "rapport.outbox")
interface OutboxConfig {
    Optional<String> topicPrefix();

    /**
     * The relay reads the write-ahead log, not the table, so a removed row is never lost; it is kept for a while to be
     * looked at and compared.
     */
    @WithDefault("24H")
    Duration retention();
}
