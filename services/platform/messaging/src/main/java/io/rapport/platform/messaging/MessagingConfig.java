package io.rapport.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How patient the consumers are. */
@ConfigMapping(prefix = "rapport.messaging")
interface MessagingConfig {
    /** Put before every topic name; empty but in tests that share a broker. */
    Optional<String> topicPrefix();

    /** The first pause after a transient fault; it doubles up to {@link #retryMax()}. */
    @WithDefault("100ms")
    Duration retryInitial();

    @WithDefault("5s")
    Duration retryMax();

    /** The first pause of an effect that is postponed; it doubles up to {@link #postponeLongest()}. */
    @WithDefault("1m")
    Duration postponeFirst();

    @WithDefault("1h")
    Duration postponeLongest();

    /** How many keys a pipeline of effects works on at once. */
    @WithDefault("64")
    int concurrentKeys();

    /** How long a handled event is remembered; longer than any replay or producer retry can be late. */
    @WithDefault("14D")
    Duration inboxRetention();

    /** How long a publish may take before it fails. */
    @WithDefault("10s")
    Duration deliveryTimeout();
}
