package io.rapport.experience.survey.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is asked, where, and for how long an answer is taken. */
@ConfigMapping(prefix = "rapport.survey")
public interface SurveyConfig {
    /** Where customers reach this service; no slash at the end. */
    @WithDefault("http://localhost:8093")
    String baseUrl();

    @WithDefault("How satisfied are you with the help you received?")
    String question();

    @WithDefault("P30D")
    Duration validity();

    /** How many calls of the public page one address may make in a minute. */
    @WithDefault("60")
    int callsPerMinute();
}
