package io.rapport.platform.channel.inbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How files of incoming messages are fetched. */
@ConfigMapping(prefix = "rapport.inbound")
public interface InboundConfig {
    /** A larger file is left at the provider, and the message says so. */
    @WithDefault("25M")
    MemorySize maxFileSize();

    /** After the message was written; until then the provider is asked to come again when a file cannot be had. */
    @WithDefault("15m")
    Duration waitForFiles();

    /** How often the log is told how much came in, when something did. */
    @WithDefault("30s")
    Duration countEvery();
}
