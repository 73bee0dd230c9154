package io.rapport.customer.profile.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fresh the log's picture of a customer is. */
@ConfigMapping(prefix = "rapport.profile")
public interface ProfileConfig {
    /** New customers and new names are told at once; mere counts at most this often for one customer. */
    @WithDefault("2s")
    Duration publishAfter();

    /** How many customers one transaction tells about. */
    @WithDefault("500")
    int publishBatch();
}
