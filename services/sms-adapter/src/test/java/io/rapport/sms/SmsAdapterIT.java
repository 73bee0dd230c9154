package io.rapport.sms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.Accounts;
import io.rapport.platform.channel.provider.FilesContract;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.sms.provider.twilio.StandInTwilio;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(ProvidersResource.class)
class SmsAdapterIT {
    private static final String CUSTOMER = "+4915112345678";
    private static final String OUTBOUND = Topics.outbound(Channel.SMS);
    private static final String WEBHOOK = "/webhooks/twilio/main";

    @InjectTestLog
    TestLog log;

    @Inject
    Accounts accounts;

    @Inject
    PayloadStore store;

    StandInTwilio twilio;

    @Test
    void shouldTellTheLogBeforeAnsweringWhenAMessageComes() {
        // given
        var sid = sid();
        // when
        call(WEBHOOK, message(sid, "Where is my order?"))
                .statusCode(200)
                .contentType("text/xml")
                .body("Response.children().size()", equalTo(0));
        // then
        var told = log.interactions("providerMessageId", sid);
        assertThat(told).hasSize(1);
        var received = told.getFirst();
        var thread = ThreadRef.of(TenantId.DEFAULT, Channel.SMS, StandInTwilio.NUMBER, CUSTOMER, null);
        assertThat(received.key()).isEqualTo("default:" + thread.id());
        assertThat(TestLog.header(received, "ce_type")).isEqualTo("rapport.interactions.message-received.v1");
        var data = log.json(received);
        assertThat(data.path("thread").path("id").asText())
                .isEqualTo(thread.id().toString());
        assertThat(data.path("customerId").asText())
                .isEqualTo(CustomerId.provisional(TenantId.DEFAULT, Channel.SMS, CUSTOMER)
                        .toString());
        assertThat(data.path("direction").asText()).isEqualTo("INWARD");
        assertThat(data.path("content").path("text").asText()).isEqualTo("Where is my order?");
        assertThat(data.path("rawRef").asText()).startsWith("raw:");
    }

    @Test
    void shouldKeepPicturesAndSayWhichAreGone() {
        // given
        var sid = sid();
        var message = message(sid, "Look");
        message.put("NumMedia", "2");
        message.put("MediaUrl0", twilio.mediaUrl(sid, "picture"));
        message.put("MediaContentType0", "image/jpeg");
        message.put("MediaUrl1", twilio.mediaUrl(sid, "gone"));
        message.put("MediaContentType1", "video/mp4");
        // when
        call(WEBHOOK, message).statusCode(200);
        // then
        var content =
                log.json(log.interactions("providerMessageId", sid).getFirst()).path("content");
        assertThat(content.path("text").asText())
                .isEqualTo("Look\n(A file did not come with it: the provider does not have it any more (HTTP 404).)");
        assertThat(content.path("attachments")).singleElement().satisfies(it -> {
            assertThat(it.path("mediaType").asText()).isEqualTo("image/jpeg");
            assertThat(store.get(TenantId.DEFAULT, it.path("contentId").asText()))
                    .hasValue(StandInTwilio.PICTURE);
        });
    }

    @Test
    void shouldTellItOfTheNumberItIsForWhenAMessagingServiceCallsOneAddressForAll() {
        // given
        var sid = sid();
        var message = message(sid, "By the service");
        message.put("To", ProvidersResource.SECOND_NUMBER);
        message.put("MessagingServiceSid", "MG00000000000000000000000000000001");
        // when
        call(WEBHOOK, message).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", sid))
                .singleElement()
                .satisfies(it -> assertThat(
                                log.json(it).path("thread").path("account").asText())
                        .isEqualTo(ProvidersResource.SECOND_NUMBER));
    }

    @Test
    void shouldCountACallOfTwilioThatIsNoForm() throws Exception {
        // given
        var body = "[{\"type\":\"com.twilio.messaging.message.sent\"}]";
        var hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        var address = WEBHOOK + "?bodySHA256=" + hash;
        // then
        given().header("X-Twilio-Signature", StandInTwilio.signature(ProvidersResource.PUBLIC_URL + address, Map.of()))
                .contentType("application/json")
                .body(body)
                .post(address)
                .then()
                .statusCode(200);
    }

    @Test
    void shouldTellTheSameEventWhenAMessageComesAgain() {
        // given
        var sid = sid();
        // when
        call(WEBHOOK, message(sid, "Twice")).statusCode(200);
        call(WEBHOOK, message(sid, "Twice")).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", sid).stream().map(it -> TestLog.header(it, "ce_id")))
                .hasSize(2)
                .containsOnly(TestLog.header(
                        log.interactions("providerMessageId", sid).getFirst(), "ce_id"));
    }

    @Test
    void shouldRefuseWhenTheSignatureIsWrong() {
        // given
        var sid = sid();
        var forged = message(sid, "Forged");
        // when
        given().header("X-Twilio-Signature", StandInTwilio.signature("https://other.example.com", forged))
                .contentType("application/x-www-form-urlencoded")
                .body(form(forged))
                .post(WEBHOOK)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        // then
        assertThat(log.interactions("providerMessageId", sid)).isEmpty();
    }

    @Test
    void shouldSetAsideWhatCannotBeReadAndReadItAgainWhenAsked() {
        // given
        var sid = sid();
        var malformed = message(sid, "From nobody");
        malformed.remove("From");
        // when
        call(WEBHOOK, malformed).statusCode(200);
        call(WEBHOOK, malformed).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", sid)).isEmpty();
        var quarantined = Replay.quarantined(log, StandInTwilio.NUMBER, "The field From is missing.");
        var payload = quarantined.path("payload").asText();
        assertThat(store.get(TenantId.DEFAULT, payload))
                .hasValue(form(malformed).getBytes(StandardCharsets.UTF_8));
        assertThat(quarantined.path("kept").asBoolean()).isTrue();
        // when
        var hopeless = replay(payload);
        var readable = replay(store.putRaw(
                TenantId.DEFAULT, form(message(sid, "Now it can be read")).getBytes(StandardCharsets.UTF_8)));
        // then
        assertThat(hopeless).isEqualTo("The field From is missing.");
        assertThat(readable).isEmpty();
        assertThat(log.interactions("providerMessageId", sid)).hasSize(1);
    }

    @Test
    void shouldSetAsideAReportThatCannotBeRead() {
        // given
        var report = Map.of("MessageSid", sid(), "MessageStatus", "sent", "To", CUSTOMER, "From", StandInTwilio.NUMBER);
        // when
        call(WEBHOOK + "/status?command=none&customer=none", report).statusCode(200);
        // then: what is wrong stands in the address, which is remembered
        var reason = "The command in the address is no id of ours.";
        var payload = Replay.quarantined(log, StandInTwilio.NUMBER, reason)
                .path("payload")
                .asText();
        assertThat(store.get(TenantId.DEFAULT, payload)).hasValue(form(report).getBytes(StandardCharsets.UTF_8));
        assertThat(replay(payload)).isEqualTo(reason);
    }

    @Test
    void shouldAccountForEverythingThatCameIn() {
        // given
        var again = message(sid(), "Twice");
        // when
        call(WEBHOOK, again).statusCode(200);
        call(WEBHOOK, again).statusCode(200);
        // then
        var counted = log.await(() -> log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").contains("intake-counted"))
                .map(log::json)
                .filter(it -> it.path("account").asText().equals(StandInTwilio.NUMBER))
                .filter(it -> it.path("repeated").asLong() > 0)
                .findFirst());
        long outcomes = 0;
        for (var outcome : List.of("published", "repeated", "quarantined", "ignored", "deferred")) {
            outcomes += counted.path(outcome).asLong();
        }
        assertThat(counted.path("published").asLong()).isPositive();
        assertThat(counted.path("received").asLong()).isEqualTo(outcomes);
        given().get("/q/metrics").then().body(containsString("rapport_intake_total{account=\"" + StandInTwilio.NUMBER));
    }

    @Test
    void shouldFetchWhatTwilioListsAndNeverBrought() {
        // given
        var known = sid();
        var lost = sid();
        var sent = sid();
        var early = sid();
        var now = Instant.now();
        call(WEBHOOK, message(known, "Brought")).statusCode(200);
        // when
        twilio.list("inbound", early, CUSTOMER, StandInTwilio.NUMBER, "Before us", now.minus(Duration.ofHours(1)));
        twilio.list("inbound", known, CUSTOMER, StandInTwilio.NUMBER, "Brought", now);
        twilio.list("outbound-api", sent, StandInTwilio.NUMBER, StandInTwilio.NUMBER, "Ours", now);
        twilio.list("inbound", lost, CUSTOMER, StandInTwilio.NUMBER, "Lost & found", now, "picture");
        // then
        log.await(
                "the lost one",
                () -> !log.interactions("providerMessageId", lost).isEmpty());
        var told = log.interactions("providerMessageId", lost).getFirst();
        var content = log.json(told).path("content");
        assertThat(content.path("text").asText()).isEqualTo("Lost & found");
        assertThat(content.path("attachments")).hasSize(1);
        log.await("that it is told", () -> !compared(1, 1).isEmpty());
        log.await("that it is known then", () -> !compared(2, 0).isEmpty());
        assertThat(log.interactions("providerMessageId", lost)).hasSize(1);
        assertThat(log.interactions("providerMessageId", known)).hasSize(1);
        assertThat(log.interactions("providerMessageId", early)).isEmpty();
        assertThat(log.interactions("providerMessageId", sent)).isEmpty();
        // when: Twilio brings it after all
        call(WEBHOOK, message(lost, "Lost & found")).statusCode(200);
        // then: it is the same
        assertThat(log.interactions("providerMessageId", lost).stream().map(it -> TestLog.header(it, "ce_id")))
                .hasSize(2)
                .containsOnly(TestLog.header(told, "ce_id"));
    }

    private List<JsonNode> compared(long known, long fetched) {
        return log.records(Topics.ACCOUNTS).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.accounts.provider-list-compared.v1"))
                .map(log::json)
                .filter(it -> it.path("account").asText().equals(StandInTwilio.NUMBER))
                .filter(it ->
                        it.path("known").asLong() == known && it.path("fetched").asLong() == fetched)
                .filter(it ->
                        it.path("missing").asLong() == 0 && it.path("listed").asLong() == known + fetched)
                .toList();
    }

    private String replay(String payload) {
        return Replay.of(log, StandInTwilio.NUMBER, payload);
    }

    @Test
    void shouldRefuseWhenTheMessageIsForAnotherNumber() {
        // given
        var sid = sid();
        var message = message(sid, "Wrong door");
        message.put("To", "+14155550000");
        // when
        call(WEBHOOK, message).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", sid)).isEmpty();
    }

    @Test
    void shouldNotKnowAccountsThatAreNotConfigured() {
        log.await("that all accounts are known", accounts::isComplete);
        call("/webhooks/twilio/other", message(sid(), "Hello")).statusCode(404).contentType("application/problem+json");
    }

    @Test
    void shouldNotReadWhenTheBodyIsTooLarge() {
        given().contentType("application/x-www-form-urlencoded")
                .body("Body=" + "x".repeat(100_000))
                .post(WEBHOOK)
                .then()
                .statusCode(413);
    }

    @Test
    void shouldCountWhatItDoesNotKnow() {
        call(WEBHOOK, new HashMap<>(Map.of("AccountSid", StandInTwilio.ACCOUNT_SID)))
                .statusCode(200);
    }

    @Test
    void shouldTellHowFarAMessageGotWhenTwilioReports() {
        // given
        var command = Messages.to(Channel.SMS, StandInTwilio.NUMBER, CUSTOMER, "Report on " + UUID.randomUUID());
        var sid = sid();
        var address = WEBHOOK + "/status?command=" + command.commandId() + "&customer=" + command.customerId();
        // when
        for (var status : List.of("delivered", "sent", "undelivered")) {
            var report = new HashMap<>(
                    Map.of("MessageSid", sid, "MessageStatus", status, "To", CUSTOMER, "From", StandInTwilio.NUMBER));
            if ("undelivered".equals(status)) {
                report.put("ErrorCode", "30003");
            }
            call(address, report).statusCode(200);
        }
        // then
        assertThat(log.interactions("providerMessageId", sid).stream().map(log::json))
                .allSatisfy(it -> assertThat(it.path("commandId").asText())
                        .isEqualTo(command.commandId().toString()))
                .extracting(
                        it -> it.path("status").asText(),
                        it -> it.path("failure").path("reason").asText())
                .containsExactly(tuple("DELIVERED", ""), tuple("SENT", ""), tuple("FAILED", "ADDRESS_UNREACHABLE"));
    }

    @Test
    void shouldIgnoreReportsOnWhatWeDidNotSend() {
        call(WEBHOOK + "/status", new HashMap<>(Map.of("MessageSid", sid(), "MessageStatus", "sent", "To", CUSTOMER)))
                .statusCode(200);
    }

    @Test
    void shouldLetTwilioFetchTheFilesOfAMessage() {
        // given
        var picture = FilesContract.picture();
        var text = "Two files " + UUID.randomUUID();
        var message = command(text)
                .data()
                .with(
                        text,
                        List.of(
                                FilesContract.keep(store, "Käse.png", "image/png", picture),
                                FilesContract.keep(
                                        store,
                                        "b.pdf",
                                        "application/pdf",
                                        "%PDF-1.7".getBytes(StandardCharsets.UTF_8))));
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(OUTBOUND, event, event);
        log.delivery(event, DeliveryStatus.SENT, 2);
        // then
        assertThat(twilio.taken(text)).hasSize(1);
        var addresses = twilio.taken(text).getFirst().get("MediaUrl").split(" ");
        assertThat(addresses).hasSize(2).allMatch(it -> it.startsWith(ProvidersResource.PUBLIC_URL + "/webhooks/"));
        assertThat(fetch(addresses[0])
                        .statusCode(200)
                        .contentType("image/png")
                        .header("Content-Disposition", "inline; filename=\"K_se.png\"")
                        .header("X-Content-Type-Options", "nosniff")
                        .extract()
                        .asByteArray())
                .isEqualTo(picture);
        fetch(addresses[1]).statusCode(200).contentType("application/pdf");
        given().urlEncodingEnabled(false).head(path(addresses[0])).then().statusCode(200);
        // another file, another account, and longer
        fetch(addresses[0].replaceFirst("/media/[0-9a-f]{2}", "/media/00")).statusCode(403);
        fetch(addresses[0].replace("/main/", "/second/")).statusCode(403);
        fetch(addresses[0].replace("until=", "until=1")).statusCode(403);
        fetch(addresses[0].replaceFirst("proof=.*", "proof=")).statusCode(403);
        fetch(addresses[0].replaceFirst("\\?.*", "")).statusCode(403);
    }

    private static ValidatableResponse fetch(String address) {
        return given().urlEncodingEnabled(false).get(path(address)).then();
    }

    private static String path(String address) {
        return address.substring(ProvidersResource.PUBLIC_URL.length());
    }

    @Test
    void shouldRefuseFilesWhereTheNumberSendsNone() {
        // given
        var file = FilesContract.keep(store, "lid.png", "image/png", FilesContract.picture());
        var large = new Attachment("large.png", "image/png", 5 * 1024 * 1024 + 1, file.contentId());
        for (var message : List.of(
                Messages.to(Channel.SMS, ProvidersResource.SECOND_NUMBER, number(), "See")
                        .with("See", List.of(file)),
                command("See").data().with("See", List.of(large)))) {
            var event = log.event(message.thread().id().value(), message);
            // when
            log.send(OUTBOUND, event);
            // then
            var failure = log.delivery(event, DeliveryStatus.FAILED, 1).path("failure");
            assertThat(failure.path("reason").asText()).isEqualTo("CONTENT_NOT_ACCEPTED");
            assertThat(failure.path("text").asText()).containsAnyOf("carries no files", "at most 5 MB");
        }
    }

    @Test
    void shouldSendOnceWhenTheCommandComesTwice() {
        // given
        var event = command("Hello " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 2);
        assertThat(twilio.calls(event.data().text())).isEqualTo(1);
        var sent = log.interactions("commandId", event.data().commandId().toString()).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.interactions.message-sent.v1"))
                .toList();
        assertThat(sent.stream().map(it -> TestLog.header(it, "ce_id")).distinct())
                .hasSize(1);
        assertThat(log.json(sent.getFirst()).path("providerMessageId").asText()).startsWith("SM");
    }

    @Test
    void shouldSendAfterAllWhenTwilioSaysLater() {
        // given
        var event = command("later-once " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.SENT, 1);
        assertThat(twilio.calls(event.data().text())).isEqualTo(2);
        assertThat(twilio.taken(event.data().text())).hasSize(1);
    }

    @Test
    void shouldSayWhyWhenTwilioRefuses() {
        // given
        var event = command("opted-out " + UUID.randomUUID());
        // when
        log.send(OUTBOUND, event);
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("OPTED_OUT");
    }

    @Test
    void shouldNotAskTwilioWhenTheMessageIsTooLong() {
        // given
        var event = command("x".repeat(1601));
        // when
        log.send(OUTBOUND, event);
        // then
        assertThat(log.delivery(event, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("CONTENT_NOT_ACCEPTED");
        assertThat(twilio.calls(event.data().text())).isZero();
    }

    @Test
    void shouldTellAndKeepTheCommandWhenItsAccountIsNotConfigured() {
        // given
        var message = Messages.to(Channel.SMS, "+14155550000", CUSTOMER, "From nowhere");
        var event = log.event(message.thread().id().value(), message);
        // when
        log.send(OUTBOUND, event);
        // then
        log.delivery(event, DeliveryStatus.FAILED, 1);
        log.awaitDeadLetter(OUTBOUND, "sms-adapter", event, "No account is configured");
    }

    @Test
    void shouldSendNothingMoreWhenACustomerStopsUntilStartedAgain() {
        // given
        var customer = number();
        var stop = sid();
        // when
        call(WEBHOOK, message(stop, " Stop! ", customer)).statusCode(200);
        call(WEBHOOK, message(stop, " Stop! ", customer)).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", stop).stream()
                        .map(it -> TestLog.header(it, "ce_type"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "rapport.interactions.message-received.v1", "rapport.interactions.consent-declared.v1");
        assertThat(declared(stop)).containsExactly("REVOKED");
        log.await("the answer", () -> !twilio.takenBy(customer).isEmpty());
        // when
        var unwelcome = command("One more thing", customer);
        log.send(OUTBOUND, unwelcome);
        // then
        assertThat(log.delivery(unwelcome, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("OPTED_OUT");
        assertThat(twilio.takenBy(customer))
                .extracting(form -> form.get("Body"))
                .containsExactly(ProvidersResource.STOP_ANSWER);
        // when
        var start = sid();
        call(WEBHOOK, message(start, "START", customer)).statusCode(200);
        var welcome = command("Hello again", customer);
        log.send(OUTBOUND, welcome);
        // then
        log.delivery(welcome, DeliveryStatus.SENT, 1);
        assertThat(declared(start)).containsExactly("GRANTED");
    }

    @Test
    void shouldTakeYesForAnAnswerWhenNobodyHasStopped() {
        // given
        var sid = sid();
        // when
        call(WEBHOOK, message(sid, "Yes", number())).statusCode(200);
        // then
        assertThat(log.interactions("providerMessageId", sid)).hasSize(1);
    }

    @Test
    void shouldNotAskTwilioAgainWhenItSaysThatACustomerHasStopped() {
        // given
        var customer = number();
        var first = command("opted-out " + UUID.randomUUID(), customer);
        var second = command("Hello " + UUID.randomUUID(), customer);
        // when
        log.send(OUTBOUND, first);
        log.delivery(first, DeliveryStatus.FAILED, 1);
        log.send(OUTBOUND, second);
        // then
        assertThat(log.delivery(second, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("reason")
                        .asText())
                .isEqualTo("OPTED_OUT");
        assertThat(twilio.calls(second.data().text())).isZero();
    }

    @Test
    void shouldBeHealthy() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'accounts' }.data.ids", containsString("main"));
    }

    private List<String> declared(String sid) {
        return log.interactions("providerMessageId", sid).stream()
                .filter(it -> TestLog.header(it, "ce_type").equals("rapport.interactions.consent-declared.v1"))
                .collect(Collectors.toMap(it -> TestLog.header(it, "ce_id"), log::json, (first, again) -> first))
                .values()
                .stream()
                .map(it -> it.path("status").asText())
                .toList();
    }

    private Event<SendMessage> command(String text) {
        return command(text, number());
    }

    private Event<SendMessage> command(String text, String customer) {
        var message = Messages.to(Channel.SMS, StandInTwilio.NUMBER, customer, text);
        return log.event(message.thread().id().value(), message);
    }

    private static ValidatableResponse call(String address, Map<String, String> fields) {
        return given().urlEncodingEnabled(false)
                .header("X-Twilio-Signature", StandInTwilio.signature(ProvidersResource.PUBLIC_URL + address, fields))
                .contentType("application/x-www-form-urlencoded")
                .body(form(fields))
                .post(address)
                .then();
    }

    private static Map<String, String> message(String sid, String text) {
        return message(sid, text, CUSTOMER);
    }

    private static Map<String, String> message(String sid, String text, String customer) {
        return new HashMap<>(
                Map.of("MessageSid", sid, "From", customer, "To", StandInTwilio.NUMBER, "Body", text, "NumMedia", "0"));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Of somebody new. */
    private static String number() {
        return "+49151" + ThreadLocalRandom.current().nextLong(10_000_000, 100_000_000);
    }

    private static String sid() {
        return "SM" + UUID.randomUUID().toString().replace("-", "");
    }
}
