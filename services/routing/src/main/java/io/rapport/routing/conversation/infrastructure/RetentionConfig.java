package io.rapport.routing.conversation.infrastructure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what only explains the past is kept. */
@ConfigMapping(prefix = "rapport.retention")
interface RetentionConfig {
    /** As long as the log keeps the events that the decisions explain. */
    @WithDefault("P365D")
    Duration decisions();
}
