package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccounts;
import io.rapport.email.support.MailboxResource;
import io.rapport.email.support.SinkResource;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.account.CatalogueAgreement;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.LiveAccounts;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mailboxes that come, change and go while the adapter runs. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(SinkResource.class)
@WithTestResource(MailboxResource.class)
class LiveMailboxIT {
    private final String id = "live-" + UUID.randomUUID().toString().substring(0, 8);
    private final String address = id + "@live.example.com";

    @InjectTestLog
    TestLog log;

    GreenMail server;

    @Inject
    SmtpReceiver smtp;

    @Inject
    MailAccounts mailboxes;

    @Inject
    Instance<AccountFactory<?>> factories;

    private LiveAccounts live;

    @BeforeEach
    void listen() {
        live = new LiveAccounts(log, TenantId.DEFAULT, Channel.EMAIL);
        log.await("that all mailboxes are known", mailboxes::areAllKnown);
    }

    @Test
    void shouldOfferWhatCanBeConfigured() {
        CatalogueAgreement.check(Channel.EMAIL, factories);
    }

    @Test
    void shouldFetchAMailboxAsLongAsItIsWanted() throws Exception {
        // given
        server.setUser(address, id, "secret");
        deliver("<one-" + address + ">");
        // when
        var wish = fetched();
        // then
        assertThat(live.connected(wish).path("account").asText()).isEqualTo(address);
        awaitMail("<one-" + address + ">");
        assertThat(mailboxes.isOurDomain("live.example.com")).isTrue();
        // when it is removed
        live.disconnected(live.remove(id));
        deliver("<two-" + address + ">");
        // then
        assertThat(mailboxes.isOurDomain("live.example.com")).isFalse();
        var command =
                log.event(UUID.randomUUID(), Messages.to(Channel.EMAIL, address, "casey@example.com", "Too late"));
        log.send("rapport.outbound.email.v1", command);
        assertThat(log.delivery(command, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Rule no-account");
        assertThat(log.interactions("providerMessageId", "<two-" + address + ">"))
                .isEmpty();
        // when it is wanted again, what came meanwhile is taken, and nothing twice
        live.connected(fetched());
        awaitMail("<two-" + address + ">");
        assertThat(log.interactions("providerMessageId", "<one-" + address + ">"))
                .hasSize(1);
        live.disconnected(live.remove(id));
    }

    @Test
    void shouldReceiveForAMailboxAsLongAsItIsWanted() {
        // given
        assertThat(SmtpDialogue.send(smtp.port(), address, mail("<a>"))).startsWith("550");
        // when
        live.connected(live.want(id, "smtp", Map.of("address", address, "display-name", "Live"), Map.of()));
        // then
        assertThat(SmtpDialogue.send(smtp.port(), address, mail("<by-smtp-" + address + ">")))
                .startsWith("250");
        awaitMail("<by-smtp-" + address + ">");
        // when
        live.disconnected(live.remove(id));
        // then
        assertThat(SmtpDialogue.send(smtp.port(), address, mail("<b>"))).startsWith("550");
    }

    @Test
    void shouldSayWhyAMailboxIsNotServed() {
        assertThat(live.refused(live.want(id, "smtp", Map.of("address", "support"), Map.of())))
                .contains("is not a mailbox address");
        assertThat(live.refused(live.want(id + "-2", "smtp", Map.of("address", "support@example.com"), Map.of())))
                .contains("same address");
        assertThat(live.refused(live.want(
                        id + "-3",
                        "imap",
                        Map.of(
                                "address",
                                id + "-3@example.com",
                                "host",
                                "localhost",
                                "user",
                                id,
                                "tls-configuration-name",
                                "nobodys"),
                        Map.of("password", "mailbox-password"))))
                .contains("no TLS configuration \"nobodys\"");
    }

    private Event<?> fetched() {
        return live.want(
                id,
                "imap",
                Map.of(
                        "address",
                        address,
                        "host",
                        "localhost",
                        "port",
                        Integer.toString(server.getImap().getPort()),
                        "tls",
                        "none",
                        "take-sent",
                        "false",
                        "user",
                        id),
                Map.of("password", "mailbox-password"));
    }

    private void deliver(String messageId) throws Exception {
        var inbox = server.getManagers()
                .getImapHostManager()
                .getInbox(server.getUserManager().getUser(id));
        var bytes = mail(messageId).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        inbox.store(new MimeMessage(null, new ByteArrayInputStream(bytes)));
    }

    private String mail(String messageId) {
        return "From: Carla Example <carla@example.com>\nTo: " + address + "\nSubject: Live\nMessage-ID: " + messageId
                + "\n\nHello";
    }

    private void awaitMail(String messageId) {
        log.await(
                "the mail",
                () -> !log.interactions("providerMessageId", messageId).isEmpty());
    }
}
