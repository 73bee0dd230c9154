package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.email.support.TestCertificate;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreAwayIT.WithoutStore.class)
class StoreAwayIT {
    @Inject
    SmtpReceiver receiver;

    @Test
    void shouldTakeNothingInTheClearAndLetTheSenderKeepTheMail() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            var mail = "From: carla@example.com\n\nHello";
            dialogue.say("EHLO customer.example");
            assertThat(dialogue.mail("support@example.com", mail)).startsWith("530");
            dialogue.startTls().say("EHLO customer.example");
            assertThat(dialogue.mail("support@example.com", mail)).startsWith("451 4.3.0");
        }
    }

    /** A file where the store's folder should be, and a listener that insists on TLS. */
    public static final class WithoutStore implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var config = new HashMap<>(TestCertificate.config());
            config.putAll(Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "mp.messaging.incoming.outbound.enabled", "false",
                    "quarkus.http.test-port", "0",
                    "rapport.email.smtp.port", "0",
                    "rapport.email.smtp.tls-configuration-name", "mail",
                    "rapport.email.smtp.require-tls", "true",
                    "rapport.store.folder", "pom.xml"));
            return config;
        }
    }
}
