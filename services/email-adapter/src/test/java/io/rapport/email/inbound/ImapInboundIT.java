package io.rapport.email.inbound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.util.GreenMail;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.support.ImapDoor;
import io.rapport.email.support.MailboxResource;
import io.rapport.email.support.Replay;
import io.rapport.email.support.SinkResource;
import io.rapport.email.support.SmallEvents;
import io.rapport.email.support.SmtpDialogue;
import io.rapport.email.support.TestClock;
import io.rapport.email.support.TokenEndpoint;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.platform.channel.account.AccountLines;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(SinkResource.class)
@WithTestResource(MailboxResource.class)
class ImapInboundIT {
    @InjectTestLog
    TestLog log;

    GreenMail server;
    ImapDoor door;
    TokenEndpoint endpoint;

    @Inject
    AccountLines lines;

    @Inject
    Accounts accounts;

    @Inject
    SmtpReceiver smtp;

    @Inject
    ThreadTokens tokens;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    private String messageId;

    @BeforeEach
    void newMessageId() {
        messageId = newId();
    }

    @Test
    void shouldHearOfMailWhileIdle() throws Exception {
        // given: what comes after the first mail comes while waiting, and nobody looks again for ten minutes
        deliver(inbox(), mail(messageId, "First"));
        awaitEvents(messageId, 1);
        var second = newId();
        // when
        deliver(inbox(), mail(second, "Second"));
        // then
        awaitEvents(second, 1);
        var data = log.json(events(second).getFirst());
        assertThat(data.at("/thread/account").asText()).isEqualTo("support@example.com");
        assertThat(data.at("/content/text").asText()).isEqualTo("Second");
        // and it is left as it was
        assertThat(inbox().getMessages())
                .allSatisfy(it ->
                        assertThat(it.getFlags().contains(Flags.Flag.SEEN)).isFalse());
    }

    @Test
    void shouldCatchUpAfterHavingBeenAway() throws Exception {
        // given
        deliver(inbox(), mail(messageId, "Before"));
        awaitEvents(messageId, 1);
        end();
        var missed = List.of(newId(), newId(), newId());
        for (var id : missed) {
            deliver(inbox(), mail(id, "Missed"));
        }
        // when
        begin();
        // then
        for (var id : missed) {
            awaitEvents(id, 1);
        }
        assertThat(events(messageId)).as("what was taken before").hasSize(1);
    }

    @Test
    void shouldCatchUpWhenTheServerWasGone() throws Exception {
        // given
        deliver(inbox(), mail(messageId, "Before"));
        awaitEvents(messageId, 1);
        double failures = counter("rapport.email.imap.failures");
        door.shut();
        log.await("that it is noticed", () -> counter("rapport.email.imap.failures") > failures + 1);
        var missed = List.of(newId(), newId(), newId());
        for (var id : missed) {
            deliver(inbox(), mail(id, "Missed"));
        }
        // when
        door.open();
        // then
        for (var id : missed) {
            awaitEvents(id, 1);
        }
        assertThat(events(messageId)).as("what was taken before").hasSize(1);
    }

    @Test
    void shouldTellWhatPeopleSendInTheirMailPrograms() throws Exception {
        // given
        deliver(inbox(), mail(messageId, "Where is it?"));
        awaitEvents(messageId, 1);
        var question = log.json(events(messageId).getFirst());
        var answerId = newId();
        var answer = """
                From: Ada Example <support@example.com>
                To: Carla Example <Carla@example.com>, "Tom" <tom@example.org>
                Cc: sales+x@example.com
                Subject: Re: By IMAP
                Message-ID: %s
                In-Reply-To: %s
                References: %s

                On its way.

                On Monday Carla Example wrote:
                > Where is it?
                """.formatted(answerId, messageId, messageId);
        // when
        deliver(sent(), answer);
        deliver(sent(), answer);
        // then
        awaitEvents(answerId, 4);
        assertThat(events(answerId).stream()
                        .map(it -> TestLog.header(it, "ce_id"))
                        .distinct())
                .hasSize(2);
        var toCarla = events(answerId).stream()
                .map(log::json)
                .filter(it -> it.at("/to/address").asText().equals("carla@example.com"))
                .findFirst()
                .orElseThrow();
        assertThat(TestLog.header(events(answerId).getFirst(), "ce_type"))
                .isEqualTo("rapport.interactions.message-sent.v1");
        assertThat(toCarla.at("/thread/id")).isEqualTo(question.at("/thread/id"));
        assertThat(toCarla.at("/customerId")).isEqualTo(question.at("/customerId"));
        assertThat(toCarla.at("/direction").asText()).isEqualTo("OUTWARD");
        assertThat(toCarla.at("/purpose").asText()).isEqualTo("REPLY");
        assertThat(toCarla.at("/author/name").asText()).isEqualTo("Ada Example");
        assertThat(toCarla.at("/content/newestText").asText()).isEqualTo("On its way.");
        // and when the customer answers that
        var thanksId = newId();
        deliver(
                inbox(),
                mail(thanksId, "Thanks")
                        .replace(
                                "Subject:",
                                "In-Reply-To: " + answerId + "\nReferences: " + messageId + " " + answerId
                                        + "\nSubject:"));
        awaitEvents(thanksId, 1);
        assertThat(log.json(events(thanksId).getFirst()).at("/thread/id")).isEqualTo(question.at("/thread/id"));
    }

    @Test
    void shouldPassOverWhatIsNobodysNewWordInTheSentFolder() throws Exception {
        // given: our own mail, our own under a Message-ID that a server gave it, and an automatic answer
        var thread = ThreadRef.of(
                TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", "fedcba9876543210");
        var token = tokens.of(TenantId.DEFAULT, thread).orElseThrow();
        var own = "<" + UUID.randomUUID() + "." + token + "@example.com>";
        var renamed = newId();
        var automatic = newId();
        // when
        deliver(sent(), ours(own, "Own"));
        deliver(sent(), "Reply-To: support+" + token + "@example.com\n" + ours(renamed, "Own"));
        deliver(sent(), "Auto-Submitted: auto-replied\n" + ours(automatic, "I am away"));
        deliver(sent(), ours(messageId, "A first word"));
        // then
        awaitEvents(messageId, 1);
        assertThat(List.of(own, renamed, automatic))
                .allSatisfy(id -> assertThat(events(id)).isEmpty());
        assertThat(log.json(events(messageId).getFirst()).at("/purpose").asText())
                .as("nobody asked")
                .isEqualTo("FOLLOW_UP");
    }

    @Test
    void shouldGiveTheSameEventIdByEitherWay() throws Exception {
        // when
        assertThat(SmtpDialogue.send(smtp.port(), "support@example.com", mail(messageId, "Twice")))
                .startsWith("250");
        deliver(inbox(), mail(messageId, "Twice"));
        // then
        awaitEvents(messageId, 2);
        assertThat(events(messageId).stream()
                        .map(it -> TestLog.header(it, "ce_id"))
                        .distinct())
                .hasSize(1);
        assertThat(events(messageId).stream().map(ConsumerRecord::key).distinct())
                .hasSize(1);
    }

    @Test
    void shouldFindTheConversationByTheAddressInTheHeader() throws Exception {
        // given
        var thread = ThreadRef.of(
                TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", "fedcba9876543210");
        var token = tokens.of(TenantId.DEFAULT, thread).orElseThrow();
        // when
        deliver(inbox(), mail(messageId, "Token").replace("To: support@", "To: support+" + token + "@"));
        // then
        awaitEvents(messageId, 1);
        var data = log.json(events(messageId).getFirst());
        assertThat(data.at("/threadRule").asText()).isEqualTo("reply-token");
        assertThat(data.at("/thread/id").asText()).isEqualTo(thread.id().toString());
    }

    @Test
    void shouldKnowTheNullReturnPath() throws Exception {
        // when
        deliver(inbox(), "Return-Path: <>\n" + mail(messageId, "Notice"));
        // then
        awaitEvents(messageId, 1);
        assertThat(log.json(events(messageId).getFirst()).at("/automation").asText())
                .isEqualTo("AUTO_GENERATED");
    }

    @Test
    void shouldTakeWhatBreaksTheRulesOnceAndGoOn() throws Exception {
        // given
        double before = counter("rapport.email.imap.received");
        // when
        deliver(inbox(), "\nNo header, only this.");
        deliver(inbox(), mail(messageId, "After it"));
        awaitEvents(messageId, 1);
        end();
        begin();
        var last = newId();
        deliver(inbox(), mail(last, "Last"));
        awaitEvents(last, 1);
        // then
        assertThat(counter("rapport.email.imap.received")).isEqualTo(before + 3);
    }

    @Test
    void shouldPutAsideWhatIsTooLargeWithoutFetchingIt() throws Exception {
        // given
        double quarantined = quarantined();
        double received = counter("rapport.email.imap.received");
        // when
        deliver(inbox(), mail(newId(), "x".repeat(300_000)));
        deliver(inbox(), mail(messageId, "Small"));
        awaitEvents(messageId, 1);
        // then
        assertThat(quarantined()).isEqualTo(quarantined + 1);
        assertThat(counter("rapport.email.imap.received")).isEqualTo(received + 1);
    }

    @Test
    void shouldSetAsideWhatNoEventCanCarryAndGoOn() throws Exception {
        // given
        double quarantined = quarantined();
        var surprise = newId();
        var after = newId();
        // when
        deliver(inbox(), mail(surprise, "Hello").replace("By IMAP", "x".repeat(150_000)));
        deliver(inbox(), mail(messageId, "Behind it"));
        deliver(sent(), ours(newId(), "Hello").replace("By hand", "x".repeat(150_000)));
        deliver(sent(), ours(after, "Behind it"));
        // then
        awaitEvents(messageId, 1);
        awaitEvents(after, 1);
        assertThat(quarantined()).isEqualTo(quarantined + 2);
        assertThat(events(surprise)).isEmpty();
    }

    @Test
    void shouldFetchWhatTheServerShowsLaterThanWhatIsBehindIt() throws Exception {
        // given
        var lost = newId();
        door.hide(inbox().getUIDNext());
        deliver(inbox(), mail(lost, "Shown late"));
        deliver(inbox(), mail(messageId, "Behind it"));
        awaitEvents(messageId, 1);
        assertThat(events(lost)).isEmpty();
        // when: it is shown, and something makes the adapter look
        door.show();
        var next = newId();
        deliver(inbox(), mail(next, "Next"));
        // then
        awaitEvents(lost, 1);
        log.await("that it is told", () -> !compared(1).isEmpty());
        // and when it is compared once more
        var last = newId();
        int before = compared(0).size();
        deliver(inbox(), mail(last, "Last"));
        log.await("that all is known", () -> compared(0).size() > before);
        assertThat(events(lost)).hasSize(1);
    }

    private List<JsonNode> compared(long fetched) {
        return log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.provider-list-compared.v1"))
                .map(log::json)
                .filter(it -> it.path("list").asText().equals("INBOX"))
                .filter(it -> it.path("fetched").asLong() == fetched
                        && it.path("missing").asLong() == 0)
                .toList();
    }

    @Test
    void shouldReadAgainWhatPeopleSentAndWasSetAside() throws Exception {
        // given
        deliver(inbox(), mail(messageId, "First"));
        awaitEvents(messageId, 1);
        var large = "x".repeat(40_000);
        try (var small = new SmallEvents()) {
            double before = quarantined();
            log.await("a mail that the broker does not take", () -> {
                SmtpDialogue.send(
                        smtp.port(),
                        "support@example.com",
                        mail(newId(), "Probe").replace("By IMAP", large));
                return quarantined() > before;
            });
            double probed = quarantined();
            deliver(
                    sent(),
                    ours(messageId, "Hello").replace("By hand", large).replace("To: ", "Cc: tom@example.org\nTo: "));
            log.await("that it is set aside", () -> quarantined() > probed);
        }
        var payload = log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.payload-quarantined.v1"))
                .map(it -> log.json(it).path("payload").asText())
                .toList()
                .getLast();
        // when
        log.await("that it is told", () -> Replay.of(log, payload).isEmpty());
        // then
        var told = events(messageId).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.interactions.message-sent.v1"))
                .toList();
        assertThat(told.stream().map(it -> log.json(it).at("/to/address").asText()))
                .containsExactlyInAnyOrder("carla@example.com", "tom@example.org");
    }

    @Test
    void shouldFetchANewTokenWhenTheServerDoesNotTakeTheOldOne() throws Exception {
        // given
        deliver(inbox(), mail(messageId, "Before"));
        awaitEvents(messageId, 1);
        int asked = endpoint.asked().size();
        var user = server.getUserManager().getUser(MailboxResource.SUPPORT);
        // when
        end();
        user.setPassword("no token any more");
        endpoint.refuse("invalid_grant");
        begin();
        // then
        log.await(
                "that it is said",
                () -> health("support@example.com received").equals("The token endpoint refuses: invalid_grant"));
        // when
        endpoint.relent();
        var after = newId();
        deliver(inbox(), mail(after, "After"));
        // then
        awaitEvents(after, 1);
        assertThat(endpoint.asked().size()).isGreaterThan(asked);
        assertThat(health("support@example.com received")).isEqualTo("connected");
    }

    @Test
    void shouldPauseWhenTheBudgetIsUsedUpAndGoOnWhenItIsNot() throws Exception {
        // given: three of the largest mails are more than is left
        var ids = List.of(newId(), newId(), newId(), newId());
        // when
        for (var id : ids) {
            deliver(queue(), mail(id, "x".repeat(190_000)));
        }
        // then
        log.await("the pause", () -> health("sales@example.com received").startsWith("paused until "));
        assertThat(metrics.get("rapport.email.imap.paused")
                        .tags("account", "sales@example.com", "folder", "received")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(events(ids.getLast())).isEmpty();
        // when
        ((TestClock) clock).pass(Duration.ofMinutes(31));
        // then
        for (var id : ids) {
            awaitEvents(id, 1);
        }
        log.await(
                "that it waits again",
                () -> health("sales@example.com received").equals("connected"));
    }

    private static String health(String folder) {
        return given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract()
                .path("checks.find { it.name == 'IMAP folders' }.data['" + folder + "']");
    }

    @Test
    void shouldBeginAgainWithTheSameEventIdsWhenTheFolderIsAnother() throws Exception {
        // given
        deliver(queue(), mail(messageId, "Moved"));
        awaitEvents(messageId, 1);
        end();
        long validity = queue().getUidValidity();
        var manager = server.getManagers().getImapHostManager();
        var user = server.getUserManager().getUser(MailboxResource.SALES);
        manager.renameMailbox(user, MailboxResource.QUEUE, "Old");
        manager.createMailbox(user, MailboxResource.QUEUE);
        assertThat(queue().getUidValidity()).isNotEqualTo(validity);
        deliver(queue(), mail(messageId, "Moved"));
        // when
        begin();
        // then
        awaitEvents(messageId, 2);
        assertThat(events(messageId).stream()
                        .map(it -> TestLog.header(it, "ce_id"))
                        .distinct())
                .hasSize(1);
    }

    /** As if the process ended. */
    private void end() {
        accounts.all().forEach(account -> lines.close(account.id()));
    }

    private void begin() {
        accounts.all().forEach(lines::open);
    }

    private MailFolder inbox() throws Exception {
        return server.getManagers()
                .getImapHostManager()
                .getInbox(server.getUserManager().getUser(MailboxResource.SUPPORT));
    }

    private MailFolder sent() throws Exception {
        return server.getManagers()
                .getImapHostManager()
                .getFolder(server.getUserManager().getUser(MailboxResource.SUPPORT), MailboxResource.SENT);
    }

    private MailFolder queue() {
        return server.getManagers()
                .getImapHostManager()
                .getFolder(server.getUserManager().getUser(MailboxResource.SALES), MailboxResource.QUEUE);
    }

    private static void deliver(MailFolder folder, String mail) throws Exception {
        var bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        folder.store(new MimeMessage(null, new ByteArrayInputStream(bytes)));
    }

    private double quarantined() {
        return counter("rapport.email.quarantined");
    }

    private double counter(String name) {
        var all = metrics.find(name).tag("account", "support@example.com");
        var counter = (name.contains(".imap.") ? all.tag("folder", "received") : all).counter();
        return counter == null ? 0 : counter.count();
    }

    private void awaitEvents(String id, int times) {
        log.await(times + " events", () -> events(id).size() >= times);
    }

    private List<ConsumerRecord<String, byte[]>> events(String id) {
        return log.interactions("providerMessageId", id);
    }

    private static String newId() {
        return "<" + UUID.randomUUID() + "@customer.example>";
    }

    private static String ours(String id, String text) {
        return "From: Ada Example <support@example.com>\nTo: Carla Example <carla@example.com>\nSubject: By hand\nMessage-ID: "
                + id + "\n\n" + text;
    }

    private static String mail(String id, String text) {
        return "From: Carla Example <carla@example.com>\nTo: support@example.com\nSubject: By IMAP\nMessage-ID: " + id
                + "\n\n" + text;
    }
}
