package io.rapport.sms;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.sms.provider.twilio.StandInTwilio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Gives the adapter one number at a Twilio that runs in the test. */
public final class TwilioResource implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC_URL = "https://sms.example.com";

    private final StandInTwilio twilio = new StandInTwilio();

    @Override
    public Map<String, String> start() {
        try {
            return Map.of(
                    "rapport.webhook.public-url",
                    PUBLIC_URL,
                    "rapport.messaging.postpone-first",
                    "200ms",
                    "rapport.store.folder",
                    Files.createTempDirectory("rapport-sms-").toString(),
                    "rapport.sms.accounts[0].id",
                    "main",
                    "rapport.sms.accounts[0].number",
                    "+1 415 555 2671",
                    "rapport.sms.accounts[0].account-sid",
                    StandInTwilio.ACCOUNT_SID,
                    "rapport.sms.accounts[0].auth-token",
                    StandInTwilio.AUTH_TOKEN,
                    "rapport.sms.accounts[0].api-base-url",
                    twilio.baseUrl());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(twilio, new TestInjector.MatchesType(StandInTwilio.class));
    }

    @Override
    public void stop() {
        twilio.close();
    }
}
