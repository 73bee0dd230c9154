package io.rapport.sms.provider.smpp;

import io.rapport.sms.SmsSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The numbers we have at carriers that speak SMPP; secrets come from the environment. */
@ConfigMapping(prefix = "rapport.sms.smpp")
public interface SmppConfig {
    List<Account> accounts();

    /** One number. */
    interface Account extends SmsSettings {
        String id();

        @WithDefault("default")
        String tenant();

        /** E.164, a short code or a sender's name. */
        String number();

        String host();

        @WithDefault("2775")
        int port();

        @WithDefault("false")
        boolean tls();

        String systemId();

        String password();

        Optional<String> systemType();

        /** How many messages may be underway, in each direction. */
        @WithDefault("10")
        int window();

        /** How long the line may be silent before it is tried. */
        @WithDefault("30s")
        Duration enquireLink();

        /** For the answer to one request. */
        @WithDefault("10s")
        Duration responseTimeout();

        /** The first pause before binding again; they double. */
        @WithDefault("1s")
        Duration reconnectFirst();

        @WithDefault("1m")
        Duration reconnectLongest();

        /** What the centre takes data coding 0 for; ask the carrier. */
        @WithDefault("gsm-7")
        SmppText.DefaultAlphabet defaultAlphabet();

        /** How long messages travel; ask the carrier. */
        @WithDefault("udh")
        SmppText.LongMessages longMessages();
    }
}
