package io.rapport.email.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.email.support.TestCertificate;
import io.rapport.platform.messaging.TransientFailure;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreAwayIT.WithoutStore.class)
class StoreAwayIT {
    @Inject
    SmtpReceiver receiver;

    @Inject
    MailIntake intake;

    @Inject
    MeterRegistry metrics;

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

    @Test
    void shouldDeferEveryMailOfTheMoment() {
        // given
        var support = MailAccount.of(TenantId.DEFAULT, "support@example.com", null);
        var mails = Stream.of("one", "other", "third")
                .map(text -> new ArrivedMail(
                        text.getBytes(UTF_8), support, new MailEnvelope.Received("carla@example.com", List.of())))
                .toList();
        double before = deferred();
        // when
        intake.take(mails);
        // then
        assertThat(mails)
                .allSatisfy(mail -> assertThat(mail.safe())
                        .isCompletedExceptionally()
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(TransientFailure.class));
        assertThat(deferred()).isEqualTo(before + 3);
    }

    private double deferred() {
        var counter = metrics.find("rapport.intake").tag("payloads", "deferred").counter();
        return counter == null ? 0 : counter.count();
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
