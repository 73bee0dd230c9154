package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.email.support.SmtpDialogue;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAwayIT.WithoutKafka.class)
class KafkaAwayIT {
    private static final String MAIL = "From: carla@example.com\nMessage-ID: <away@customer.example>\n\nHello";

    @Inject
    SmtpReceiver receiver;

    @Test
    void shouldLetTheSenderKeepTheMailAndGoOnWithTheConnection() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            dialogue.say("EHLO customer.example");
            assertThat(dialogue.mail("support@example.com", MAIL)).startsWith("451 4.3.0");
            assertThat(dialogue.mail("support@example.com", MAIL)).startsWith("451 4.3.0");
            // a mailbox of this name may be there once Kafka is
            assertThat(dialogue.mail("nobody@example.com", MAIL)).startsWith("450 4.3.0");
        }
    }

    @Test
    void shouldNotOfferTlsWithoutACertificate() {
        try (var dialogue = new SmtpDialogue(receiver.port())) {
            assertThat(dialogue.say("EHLO customer.example")).startsWith("250").doesNotContain("STARTTLS");
            assertThat(dialogue.say("STARTTLS")).startsWith("454");
        }
    }

    @Test
    void shouldKeepRoomForOthers() throws Exception {
        var open = new ArrayList<SmtpDialogue>();
        try {
            // when
            var greeting = greeting();
            while (greeting.startsWith("220") && open.size() < 5) {
                open.add(new SmtpDialogue(receiver.port()));
                greeting = greeting();
            }
            // then
            assertThat(greeting).startsWith("421 4.7.0");
        } finally {
            open.forEach(SmtpDialogue::close);
        }
        // then: those that have ended count no more
        while (!greeting().startsWith("220")) {
            Thread.onSpinWait();
        }
    }

    private String greeting() throws IOException {
        try (var socket = new Socket("localhost", receiver.port())) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    /** A broker that nobody answers for. */
    public static final class WithoutKafka implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "kafka.bootstrap.servers", "localhost:1",
                    "rapport.messaging.delivery-timeout", "500ms",
                    "mp.messaging.incoming.outbound.enabled", "false",
                    "quarkus.http.test-port", "0",
                    "rapport.email.smtp.port", "0",
                    "rapport.email.smtp.max-connections-per-client", "4",
                    "rapport.store.folder", "target/store-without-kafka");
        }
    }
}
