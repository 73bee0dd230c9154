package io.rapport.routing.sla.application;

import io.rapport.routing.sla.model.FirstReplyPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What customers are promised here. */
@ConfigMapping(prefix = "rapport.sla")
public interface SlaConfig {
    /** How soon after a customer's first message our first reply goes out. */
    @WithDefault("PT1H")
    Duration firstReply();

    /** The part of that time after which we warn, above 0 and at most 1. */
    @WithDefault("0.8")
    double warnAt();

    default FirstReplyPolicy policy() {
        return new FirstReplyPolicy(firstReply(), warnAt());
    }
}
