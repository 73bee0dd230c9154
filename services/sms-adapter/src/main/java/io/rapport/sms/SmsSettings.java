package io.rapport.sms;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What is configured for a number, whoever carries its messages. */
public interface SmsSettings {
    /** Two letters (ISO 3166-1) of the country whose numbers may be written without its code. */
    Optional<String> defaultRegion();

    /** How many segments one message of ours may take. */
    @WithDefault("10")
    int maxSegments();

    /** What answers STOP; nothing when absent, as is right where the provider answers by itself. */
    Optional<String> stopAnswer();

    /** What answers START. */
    Optional<String> startAnswer();

    /** What answers HELP. */
    Optional<String> helpAnswer();
}
