package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.email.support.SmtpDialogue;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreAwayIT.WithoutStore.class)
class StoreAwayIT {
    @Inject
    SmtpReceiver receiver;

    @Test
    void shouldLetTheSenderKeepTheMail() {
        assertThat(SmtpDialogue.send(receiver.port(), "support@example.com", "From: carla@example.com\n\nHello"))
                .startsWith("451 4.3.0");
    }

    /** A file where the store's folder should be. */
    public static final class WithoutStore implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "mp.messaging.incoming.outbound.enabled", "false",
                    "quarkus.http.test-port", "0",
                    "rapport.email.smtp.port", "0",
                    "rapport.store.folder", "pom.xml");
        }
    }
}
