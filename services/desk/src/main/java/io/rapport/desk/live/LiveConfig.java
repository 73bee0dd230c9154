package io.rapport.desk.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the live stream. */
@ConfigMapping(prefix = "rapport.desk.live")
interface LiveConfig {
    /** How long changes are collected before browsers are told; the shortest pause between two messages to one browser. */
    @WithDefault("200ms")
    Duration pause();

    /** How often a quiet stream gives a sign of life, and how soon an ended session loses its stream. */
    @WithDefault("15s")
    Duration heartbeat();
}
