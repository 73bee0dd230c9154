package io.rapport.sms;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.sms.provider.twilio.StandInTwilio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** Gives the adapter one number at a Twilio that runs in the test. */
public final class TwilioResource implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC_URL = "https://sms.example.com";
    static final String STOP_ANSWER = "You get no more messages from Example. START to get them again.";

    private final StandInTwilio twilio = new StandInTwilio();

    @Override
    public Map<String, String> start() {
        try {
            var config = new HashMap<String, String>();
            config.put("rapport.webhook.public-url", PUBLIC_URL);
            config.put("rapport.messaging.postpone-first", "200ms");
            config.put(
                    "rapport.store.folder",
                    Files.createTempDirectory("rapport-sms-").toString());
            config.put("rapport.sms.accounts[0].id", "main");
            config.put("rapport.sms.accounts[0].number", "+1 415 555 2671");
            config.put("rapport.sms.accounts[0].account-sid", StandInTwilio.ACCOUNT_SID);
            config.put("rapport.sms.accounts[0].auth-token", StandInTwilio.AUTH_TOKEN);
            config.put("rapport.sms.accounts[0].api-base-url", twilio.baseUrl());
            config.put("rapport.sms.accounts[0].stop-answer", STOP_ANSWER);
            return config;
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
