package io.rapport.care.recovery.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a recovery opens and how soon we apologise. */
@ConfigMapping(prefix = "rapport.recovery")
public interface RecoveryConfig {
    @WithDefault("PT4H")
    Duration apologyWithin();

    /** On a scale of 1 to 5. */
    @WithDefault("2")
    int ratingAtMost();
}
