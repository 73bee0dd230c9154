package io.rapport.experience.survey.infrastructure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long surveys are kept. */
@ConfigMapping(prefix = "rapport.retention")
interface RetentionConfig {
    /**
     * From the asking on. Longer than any report looks back and than the log keeps a resolution, which would ask again if it
     * were replayed.
     */
    @WithDefault("P400D")
    Duration surveys();
}
