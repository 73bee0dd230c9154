package io.rapport.sms.inbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long segments wait for each other. */
@ConfigMapping(prefix = "rapport.sms.parts")
interface PartConfig {
    /** From a segment's coming on; then the message is told as far as it is there. */
    @WithDefault("5m")
    Duration patience();

    /** Segments that came longer ago belong to another message that had the same number. */
    @WithDefault("1h")
    Duration window();
}
