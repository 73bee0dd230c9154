package io.rapport.care.attention.application;

import io.rapport.care.attention.model.AttentionPolicy;
import io.rapport.care.attention.model.QuietHours;
import io.rapport.contracts.value.Channel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/** How much attention we take. */
@ConfigMapping(prefix = "rapport.attention")
public interface AttentionConfig {
    /** Two surveys of one customer are at least this far apart. */
    @WithDefault("P7D")
    Duration surveyCooldown();

    /** How many contacts we start within the window. */
    @WithDefault("3")
    int contactLimit();

    @WithDefault("P7D")
    Duration contactWindow();

    @WithDefault("21:00")
    LocalTime quietFrom();

    /** The same time as the start turns quiet hours off. */
    @WithDefault("08:00")
    LocalTime quietTo();

    /** The account's zone, for as long as customers' zones are not known. */
    @WithDefault("UTC")
    ZoneId zone();

    /** The channels that ring; a mail waits silently until it is read. */
    @WithDefault("SMS,CHAT,SOCIAL")
    Set<Channel> quietChannels();

    /** Who signs what the platform itself writes. */
    @WithDefault("Rapport")
    String companyName();

    default AttentionPolicy policy() {
        return new AttentionPolicy(
                surveyCooldown(),
                contactLimit(),
                contactWindow(),
                new QuietHours(quietFrom(), quietTo(), zone(), quietChannels()));
    }
}
