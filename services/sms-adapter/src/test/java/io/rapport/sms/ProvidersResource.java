package io.rapport.sms;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.sms.provider.smpp.StandInSmsc;
import io.rapport.sms.provider.twilio.StandInTwilio;
import io.rapport.sms.provider.vonage.StandInVonage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Gives the adapter one number at every provider; all of them run in the test. */
public final class ProvidersResource implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC_URL = "https://sms.example.com";
    static final String SECOND_NUMBER = "+14155552672";
    static final String STOP_ANSWER = "You get no more messages from Example. START to get them again.";

    private final StandInTwilio twilio = new StandInTwilio();
    private final StandInVonage vonage = new StandInVonage();
    private final StandInSmsc smsc = new StandInSmsc();

    /** Whether what a proxy says takes the place of a configured address. */
    static final String BEHIND_PROXY = "behind-proxy";

    private boolean behindProxy;

    @Override
    public void init(Map<String, String> arguments) {
        behindProxy = arguments.containsKey(BEHIND_PROXY);
    }

    @Override
    public Map<String, String> start() {
        try {
            var config = new HashMap<String, String>();
            if (behindProxy) {
                config.put("quarkus.http.proxy.proxy-address-forwarding", "true");
                config.put("quarkus.http.proxy.enable-forwarded-host", "true");
            } else {
                config.put("rapport.webhook.public-url", PUBLIC_URL);
                config.put("rapport.sms.accounts[0].mms", "true");
            }
            config.put("rapport.messaging.postpone-first", "200ms");
            config.put("rapport.inbound.count-every", "1s");
            config.put(
                    "rapport.store.folder",
                    Files.createTempDirectory(Path.of("target"), "store").toString());
            config.put("rapport.sms.compare.every", "1s");
            config.put("rapport.sms.compare.settle", "0s");
            config.put("rapport.sms.accounts[0].id", "main");
            config.put("rapport.sms.accounts[0].number", "+1 415 555 2671");
            config.put("rapport.sms.accounts[0].account-sid", StandInTwilio.ACCOUNT_SID);
            config.put("rapport.sms.accounts[0].auth-token", StandInTwilio.AUTH_TOKEN);
            config.put("rapport.sms.accounts[0].api-base-url", twilio.baseUrl());
            config.put("rapport.sms.accounts[0].stop-answer", STOP_ANSWER);
            config.put("rapport.sms.accounts[1].id", "second");
            config.put("rapport.sms.accounts[1].number", SECOND_NUMBER);
            config.put("rapport.sms.accounts[1].account-sid", StandInTwilio.ACCOUNT_SID);
            config.put("rapport.sms.accounts[1].auth-token", StandInTwilio.AUTH_TOKEN);
            config.put("rapport.sms.accounts[1].api-base-url", twilio.baseUrl());
            config.put("rapport.sms.vonage.accounts[0].id", "vonage");
            config.put("rapport.sms.vonage.accounts[0].number", StandInVonage.NUMBER);
            config.put("rapport.sms.vonage.accounts[0].api-key", StandInVonage.API_KEY);
            config.put("rapport.sms.vonage.accounts[0].api-secret", StandInVonage.API_SECRET);
            config.put("rapport.sms.vonage.accounts[0].signature-secret", StandInVonage.SIGNATURE_SECRET);
            config.put("rapport.sms.vonage.accounts[0].signature-method", "sha256");
            config.put("rapport.sms.vonage.accounts[0].api-base-url", vonage.baseUrl());
            config.put("rapport.sms.parts.patience", "2s");
            config.put("rapport.secrets.carrier-password", StandInSmsc.PASSWORD);
            config.put("rapport.sms.smpp.accounts[0].id", "smpp");
            config.put("rapport.sms.smpp.accounts[0].number", StandInSmsc.NUMBER);
            config.put("rapport.sms.smpp.accounts[0].host", "localhost");
            config.put("rapport.sms.smpp.accounts[0].port", Integer.toString(smsc.port()));
            config.put("rapport.sms.smpp.accounts[0].system-id", StandInSmsc.SYSTEM_ID);
            config.put("rapport.sms.smpp.accounts[0].password", StandInSmsc.PASSWORD);
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(twilio, new TestInjector.MatchesType(StandInTwilio.class));
        injector.injectIntoFields(smsc, new TestInjector.MatchesType(StandInSmsc.class));
        injector.injectIntoFields(vonage, new TestInjector.MatchesType(StandInVonage.class));
    }

    @Override
    public void stop() {
        twilio.close();
        vonage.close();
        smsc.close();
    }
}
