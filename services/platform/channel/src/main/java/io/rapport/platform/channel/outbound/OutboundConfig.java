package io.rapport.platform.channel.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an adapter goes on trying. */
@ConfigMapping(prefix = "rapport.outbound")
interface OutboundConfig {
    /** From the command's time on; a message that its provider still defers then has failed. */
    @WithDefault("4h")
    Duration giveUpAfter();
}
