package io.rapport.customer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.value.Author;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.MessageContent;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.platform.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class ProfileIT {
    private static final Instant DAY = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PROFILE = "rapport.customers.profile-changed.v1";
    private static final String CONSENT = "rapport.customers.consent-changed.v1";

    @InjectTestLog
    TestLog log;

    private final String kim = "kim-" + UUID.randomUUID() + "@example.com";

    @Test
    void shouldKnowACustomerWhenMessagesComeTwiceAndOutOfOrder() {
        // given
        var first = wrote("Kim", DAY, Automation.NONE);
        var last = wrote("Kim Example", DAY.plusSeconds(60), Automation.NONE);
        var automatic = wrote(null, DAY.plusSeconds(90), Automation.AUTO_REPLY);
        var answer = wasAnswered("Customer", DAY.plusSeconds(30));

        // when
        log.send(Topics.INTERACTIONS, answer, last, first, answer, first, automatic, last);

        // then
        log.await(
                "the counts on the log",
                () -> told().stream()
                        .anyMatch(row -> row.payload().get("inwardCount").asInt() == 2
                                && row.payload().get("outwardCount").asInt() == 1));
        var row = told().getLast();
        assertThat(row.topic()).isEqualTo(Topics.CUSTOMERS);
        assertThat(row.key()).isEqualTo("default:" + id());
        assertThat(row.payload().get("name").asText()).isEqualTo("Kim Example");
        as(TenantId.DEFAULT)
                .get("/customers/" + id())
                .then()
                .statusCode(200)
                .body("name", equalTo("Kim Example"))
                .body("identities", hasSize(1))
                .body("identities[0].channel", equalTo("EMAIL"))
                .body("identities[0].address", equalTo(kim))
                .body("firstSeenAt", equalTo(DAY.toString()))
                .body("lastSeenAt", equalTo(DAY.plusSeconds(90).toString()))
                .body("inwardCount", equalTo(2))
                .body("outwardCount", equalTo(1))
                .body("phase", equalTo(null))
                .body("consents", hasSize(0));
    }

    @Test
    void shouldTellSeldomWhenOnlyCountsChange() {
        // given
        log.send(Topics.INTERACTIONS, wrote("Kim", DAY, Automation.NONE));
        log.await("a profile", () -> told().size() == 1);
        var events = new ArrayList<>(IntStream.range(0, 100)
                .mapToObj(i -> wrote("Kim", DAY.plusSeconds(i), Automation.NONE))
                .toList());
        Collections.shuffle(events);

        // when
        log.send(Topics.INTERACTIONS, events.toArray(Event<?>[]::new));

        // then
        log.await(
                "the last count",
                () -> told().getLast().payload().get("inwardCount").asInt() == 101);
        assertThat(told()).hasSizeLessThan(6);
    }

    @Test
    void shouldTellAtOnceWhenTheNameChanges() {
        // given
        log.send(Topics.INTERACTIONS, wrote(null, DAY, Automation.NONE));
        log.await("a profile", () -> told().size() == 1);
        var named = wrote("Kim Example", DAY.plusSeconds(1), Automation.NONE);

        // when
        log.send(Topics.INTERACTIONS, named);

        // then
        var row = log.await(() -> told().stream()
                .filter(it -> it.payload().path("name").asText().equals("Kim Example"))
                .findFirst());
        assertThat(row.causationId()).isEqualTo(named.envelope().id().toString());
    }

    @Test
    void shouldTellTheWholeStateWhenAConsentIsRefused() {
        // given
        log.send(Topics.INTERACTIONS, wrote("Kim", DAY, Automation.NONE));
        log.await("a profile", () -> told().size() == 1);
        var agent = UUID.randomUUID();

        // when
        given().auth()
                .oauth2(TestTokens.agent(agent))
                .contentType(ContentType.JSON)
                .body("{\"purpose\":\"SURVEY\",\"status\":\"DENIED\"}")
                .put("/customers/" + id() + "/consents")
                .then()
                .statusCode(200)
                .body("consents", hasSize(1))
                .body("consents[0].purpose", equalTo("SURVEY"))
                .body("consents[0].channel", equalTo(null))
                .body("consents[0].status", equalTo("DENIED"));

        // then
        var rows = log.outbox().stream()
                .filter(row -> row.key().endsWith(id().toString()))
                .toList();
        assertThat(rows).extracting(OutboxRow::type).endsWith(CONSENT, PROFILE);
        assertThat(rows.get(rows.size() - 2).payload().get("evidence").asText()).contains(agent.toString());
        assertThat(rows.getLast().payload().at("/consents/0/status").asText()).isEqualTo("DENIED");
    }

    @Test
    void shouldNoteWhatACustomerDeclaredWhenItComesTwiceAndOutOfOrder() {
        // given
        var stop = declared(ConsentStatus.REVOKED, DAY);
        var start = declared(ConsentStatus.GRANTED, DAY.plusSeconds(60));

        // when
        log.send(Topics.INTERACTIONS, start, stop, start, stop, wrote("Kim", DAY, Automation.NONE));

        // then
        var profile = log.await(() -> told().stream()
                .filter(row -> row.payload().path("name").asText().equals("Kim"))
                .reduce((first, second) -> second));
        assertThat(profile.payload().path("consents"))
                .hasSize(MessagePurpose.values().length)
                .allSatisfy(consent -> {
                    assertThat(consent.path("channel").asText()).isEqualTo("EMAIL");
                    assertThat(consent.path("status").asText()).isEqualTo("GRANTED");
                });
        assertThat(log.outbox().stream()
                        .filter(row -> row.type().equals(CONSENT) && row.key().endsWith(id().toString()))
                        .map(OutboxRow::causationId))
                .hasSize(2 * MessagePurpose.values().length)
                .contains(stop.envelope().id().toString(), start.envelope().id().toString());
    }

    @Test
    void shouldSaySoWhenThereIsNoSuchCustomer() {
        // given
        log.send(Topics.INTERACTIONS, wrote("Kim", DAY, Automation.NONE));
        log.await("a profile", () -> told().size() == 1);

        // then
        as(TenantId.DEFAULT)
                .get("/customers/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("detail", containsString("no such customer"));
        as(new TenantId("other")).get("/customers/" + id()).then().statusCode(404);
        as(new TenantId("other"))
                .contentType(ContentType.JSON)
                .body("{\"purpose\":\"SURVEY\",\"status\":\"DENIED\"}")
                .put("/customers/" + id() + "/consents")
                .then()
                .statusCode(404);
        as(TenantId.DEFAULT)
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/customers/" + id() + "/consents")
                .then()
                .statusCode(422);
        given().get("/customers/" + id()).then().statusCode(401);
    }

    private CustomerId id() {
        return CustomerId.provisional(TenantId.DEFAULT, Channel.EMAIL, kim);
    }

    private ThreadRef thread() {
        return ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "help@example.com", kim, "<1@example.com>");
    }

    private List<OutboxRow> told() {
        return rows(PROFILE);
    }

    private List<OutboxRow> rows(String type) {
        return log.outbox().stream()
                .filter(row -> row.type().equals(type) && row.key().endsWith(id().toString()))
                .toList();
    }

    private Event<InteractionEvent> wrote(@Nullable String name, Instant at, Automation automation) {
        return log.event(
                thread().id().value(),
                new MessageReceived(
                        thread(),
                        id(),
                        Direction.INWARD,
                        null,
                        new Party(kim, name),
                        new MessageContent("Broken lamp", "It is broken.", false, List.of()),
                        automation,
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        "new",
                        null,
                        at,
                        "raw"));
    }

    @Test
    void shouldNoteOnlyTheKindsOfContactThatWereDeclared() {
        // given
        var unsubscribed = new ConsentDeclared(
                thread(),
                id(),
                Direction.INWARD,
                "<1@example.com>",
                ConsentStatus.REVOKED,
                "used a link",
                DAY,
                List.of(MessagePurpose.SURVEY, MessagePurpose.FOLLOW_UP));
        var event = log.<InteractionEvent>event(thread().id().value(), unsubscribed);
        // when
        log.send(Topics.INTERACTIONS, event, event);
        log.send(Topics.INTERACTIONS, declared(ConsentStatus.GRANTED, DAY.minusSeconds(60)));
        // then
        log.await("a change of each purpose, twice", () -> rows(CONSENT).size() == 2 + MessagePurpose.values().length);
        assertThat(rows(CONSENT).stream()
                        .map(OutboxRow::payload)
                        .filter(row -> row.get("status").asText().equals("REVOKED"))
                        .map(row -> row.get("channel").asText()
                                + ' '
                                + row.get("purpose").asText()))
                .containsExactlyInAnyOrder("EMAIL SURVEY", "EMAIL FOLLOW_UP");
    }

    private Event<InteractionEvent> declared(ConsentStatus status, Instant at) {
        return log.event(
                thread().id().value(),
                new ConsentDeclared(
                        thread(), id(), Direction.INWARD, UUID.randomUUID().toString(), status, "wrote a word", at));
    }

    private Event<InteractionEvent> wasAnswered(String name, Instant at) {
        return log.event(
                thread().id().value(),
                new MessageSent(
                        thread(),
                        id(),
                        Direction.OUTWARD,
                        new CommandId(UUID.randomUUID()),
                        MessagePurpose.REPLY,
                        new Author(null, "Rapport"),
                        new Party(kim, name),
                        new MessageContent("Re: Broken lamp", "Sorry.", false, List.of()),
                        "<" + UUID.randomUUID() + "@example.com>",
                        List.of(),
                        at));
    }

    private static RequestSpecification as(TenantId tenant) {
        return given().auth().oauth2(TestTokens.token(tenant.value(), UUID.randomUUID(), "agent"));
    }
}
