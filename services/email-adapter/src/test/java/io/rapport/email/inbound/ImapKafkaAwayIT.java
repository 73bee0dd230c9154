package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.email.support.LateKafkaResource;
import io.rapport.email.support.MailboxResource;
import io.rapport.email.support.SinkResource;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.TestLog;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LateKafkaResource.class)
@WithTestResource(SinkResource.class)
@WithTestResource(MailboxResource.class)
class ImapKafkaAwayIT {
    @InjectTestLog
    TestLog log;

    GreenMail server;
    LateKafkaResource.Door kafka;

    @Inject
    MeterRegistry metrics;

    @Test
    void shouldLeaveTheMailInItsMailboxUntilKafkaIsBack() throws Exception {
        // given
        deliver("<1@away.example>");
        deliver("<2@away.example>");
        // when: it tried again, and began with the first mail each time
        log.await("two failures", () -> counter("failures") >= 2);
        // then
        assertThat(counter("received")).isGreaterThanOrEqualTo(2);
        assertThat(log.interactions("providerMessageId", "<1@away.example>")).isEmpty();
        // when
        kafka.open();
        // then
        log.await(
                "both mails",
                () -> !log.interactions("providerMessageId", "<1@away.example>").isEmpty()
                        && !log.interactions("providerMessageId", "<2@away.example>")
                                .isEmpty());
    }

    private void deliver(String id) throws Exception {
        var mail = "From: carla@example.com\r\nMessage-ID: " + id + "\r\n\r\nHello";
        server.getManagers()
                .getImapHostManager()
                .getInbox(server.getUserManager().getUser(MailboxResource.SUPPORT))
                .store(new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
    }

    private double counter(String name) {
        return metrics.get("rapport.email.imap." + name)
                .tags("account", "support@example.com", "folder", "received")
                .counter()
                .count();
    }
}
