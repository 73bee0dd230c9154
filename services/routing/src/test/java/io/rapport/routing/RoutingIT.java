package io.rapport.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.conversations.AcceptOffer;
import io.rapport.contracts.conversations.DeclineOffer;
import io.rapport.contracts.conversations.ResolveConversation;
import io.rapport.contracts.conversations.SnoozeConversation;
import io.rapport.contracts.conversations.TransferConversation;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Presence;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.outbox.Cleaner;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.platform.testkit.TestTokens;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
class RoutingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @InjectTestLog
    TestLog log;

    @Inject
    Cleaner cleaner;

    @Inject
    Pool pool;

    private Company company;
    private ThreadRef thread;

    @BeforeEach
    void aCompany() {
        company = new Company(log);
        thread = company.thread("root");
    }

    @Test
    void shouldForgetOldDecisionsAlone() {
        // given
        var conversation = UUID.randomUUID();
        for (int version = 1; version <= 3; version++) {
            log.query(
                    "insert into decision values ('default', ?, ?, now() - make_interval(days => ?), 't', 'r', 't', 'p')",
                    conversation,
                    version,
                    version == 3 ? 364 : 366);
        }
        // when
        cleaner.clean().await().atMost(Duration.ofSeconds(30));
        // then
        assertThat(log.query("select version from decision where conversation_id = ?", conversation))
                .containsExactly(Map.of("version", 3L));
    }

    @Test
    void shouldComeToTheSameStateWhenEventsArriveTwiceAndOutOfOrder() {
        // given
        var ada = company.agent("Ada", 10, true);
        var start = Instant.now();
        var ordered = company.thread("in-order");
        var mixed = company.thread("out-of-order");

        // when
        company.interactions(
                company.received(ordered, start),
                company.reply(ordered, ada, start.plusSeconds(1)),
                company.received(ordered, start.plusSeconds(2)));
        var first = company.received(mixed, start);
        var reply = company.reply(mixed, ada, start.plusSeconds(1));
        var second = company.received(mixed, start.plusSeconds(2));
        company.interactions(reply, first, reply, first, second, second, first);

        // then
        company.awaitEvents(ordered, 4);
        company.awaitEvents(mixed, 4);
        assertThat(company.events(ordered)).containsExactly("opened", "assigned", "first-reply-given", "continued");
        assertThat(company.events(mixed)).containsExactly("opened", "assigned", "first-reply-given", "continued");
        assertThat(company.state(mixed)).isEqualTo(company.state(ordered));
        assertThat(company.open(ada)).isEqualTo(2);
        var rows = company.rows(ordered);
        assertThat(rows).allMatch(row -> row.topic().equals(Topics.CONVERSATIONS));
        assertThat(rows.getFirst().causationId())
                .isNotNull()
                .isEqualTo(rows.getFirst().correlationId());
    }

    @Test
    void shouldTakeAgentNewsInAnyOrderAndTwice() {
        // given
        var ada = new AgentId(UUID.randomUUID());
        var at = Instant.now();
        var profile =
                log.event(company.tenant, ada.value(), new AgentProfileChanged(ada, "Ada Example", 3, true, true, at));
        var available = log.event(
                company.tenant, ada.value(), new AgentPresenceChanged(ada, Presence.AVAILABLE, at.plusSeconds(1)));
        var earlier = log.event(company.tenant, ada.value(), new AgentPresenceChanged(ada, Presence.OFFLINE, at));

        // when
        log.send(Topics.AGENTS, available, available, earlier, profile, earlier, profile);
        log.await(
                "the agent",
                () -> token(ada).get("/routing/agents").path("size()").equals(1));
        company.writes(thread, 2);

        // then
        assertThat(company.events(thread)).containsExactly("opened", "assigned");
        assertThat(company.last(thread).at("/explanation/text").asText())
                .isEqualTo("Ada Example is the only available agent (0 open of 3).");
    }

    @Test
    void shouldAssignWhenTheOfferIsAccepted() {
        var ada = company.agent("Ada", 10, false);
        company.writes(thread, 2);
        assertThat(company.events(thread)).containsExactly("opened", "offered");

        var command = accept(ada);
        company.ask(command);
        company.awaitEvents(thread, 3);
        // and the same command under another event id
        company.ask(command);
        company.ask(accept(ada));
        // and one by somebody else, which is answered
        company.ask(accept(company.agent("Ben", 10, false)));
        company.awaitLast(thread, "command-rejected");

        assertThat(company.events(thread)).containsExactly("opened", "offered", "assigned", "command-rejected");
        assertThat(company.state(thread)).containsEntry("state", "ASSIGNED").containsEntry("agent_id", ada.value());
        assertThat(company.loadsAddUp()).isTrue();
    }

    @Test
    void shouldHandleACommandOnceWhenItIsDeliveredTwice() {
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);

        var event = company.ask(resolve(ada));
        log.send(Topics.CONVERSATION_COMMANDS, event, event);
        company.awaitLast(thread, "resolved");
        company.writes(thread, 5);

        assertThat(company.events(thread)).containsExactly("opened", "assigned", "resolved", "reopened", "assigned");
    }

    @Test
    void shouldOfferToTheNextAgentWhenOneDeclines() {
        var ada = company.agent("Ada", 10, false);
        var ben = company.agent("Ben", 10, false);
        company.writes(thread, 2);
        var first = agent(company.last(thread).get("agentId").asText());
        var second = first.equals(ada) ? ben : ada;

        company.ask(new DeclineOffer(command(), conversation(), first, null, Instant.now()));
        company.awaitEvents(thread, 4);
        company.ask(accept(second));
        company.awaitLast(thread, "assigned");

        assertThat(company.events(thread))
                .containsExactly("opened", "offered", "offer-declined", "offered", "assigned");
        assertThat(company.state(thread)).containsEntry("agent_id", second.value());
        assertThat(company.loadsAddUp()).isTrue();
    }

    @Test
    void shouldAskAgainAfterAPauseWhenOffersRunOut() {
        // given
        company.agent("Ada", 10, false);
        company.writes(thread, 2);

        // when nobody answers
        company.timePasses(thread);
        company.awaitLast(thread, "queued");

        // then
        assertThat(company.events(thread)).containsExactly("opened", "offered", "offer-declined", "queued");
        assertThat(company.rows(thread).get(2).payload().get("expired").asBoolean())
                .isTrue();

        // when the pause is over
        company.timePasses(thread);
        company.awaitLast(thread, "offered");
        assertThat(company.loadsAddUp()).isTrue();
    }

    @Test
    void shouldWithdrawOffersButNotWorkWhenTheAgentLeaves() {
        // given
        var ada = company.agent("Ada", 10, false);
        var kept = company.thread("kept");
        company.writes(kept, 2);
        company.ask(new AcceptOffer(command(), company.conversation(kept), ada, null, Instant.now()));
        company.awaitLast(kept, "assigned");
        company.writes(thread, 2);

        // when
        company.presence(ada, Presence.OFFLINE);
        company.awaitLast(thread, "queued");

        // then
        assertThat(company.events(thread)).containsExactly("opened", "offered", "offer-declined", "queued");
        assertThat(company.state(kept)).containsEntry("state", "ASSIGNED");
        assertThat(company.loadsAddUp()).isTrue();
    }

    @Test
    void shouldTransferToAnotherAgent() {
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);
        var ben = company.agent("Ben", 0, true);

        company.ask(new TransferConversation(command(), conversation(), ada, 2L, Instant.now(), ben));
        company.awaitLast(thread, "transferred");

        assertThat(company.state(thread)).containsEntry("agent_id", ben.value());
        assertThat(company.open(ada)).isZero();
        assertThat(company.open(ben)).as("beyond capacity, by hand").isOne();
    }

    @Test
    void shouldReopenWithThePreviousAgentOrRerouteWhenThatAgentIsGone() {
        // given
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);
        company.ask(resolve(ada));
        company.awaitLast(thread, "resolved");
        var ben = company.agent("Ben", 10, true);

        // when
        company.writes(thread, 5);

        // then
        assertThat(company.events(thread)).containsExactly("opened", "assigned", "resolved", "reopened", "assigned");
        assertThat(company.last(thread).at("/explanation/rule").asText()).isEqualTo("previous-agent");
        assertThat(company.state(thread)).containsEntry("agent_id", ada.value());

        // given
        company.ask(resolve(ada));
        company.awaitLast(thread, "resolved");
        company.presence(ada, Presence.OFFLINE);
        log.await(
                "Ada is gone",
                () -> token(ada).get("/routing/agents").body().asString().contains("OFFLINE"));

        // when
        company.writes(thread, 8);

        // then
        assertThat(company.state(thread)).containsEntry("agent_id", ben.value());
        assertThat(company.last(thread).at("/explanation/text").asText())
                .startsWith("Ada, who had it before, is not available.");
    }

    @Test
    void shouldGiveOutWhatWaitsLongestFirstWhenAgentsGetRoom() {
        // given three wait, the oldest arrived last
        var oldest = company.thread("oldest");
        var middle = company.thread("middle");
        var newest = company.thread("newest");
        var now = Instant.now();
        company.interactions(
                company.received(newest, now.minusSeconds(10)),
                company.received(middle, now.minusSeconds(20)),
                company.received(oldest, now.minusSeconds(30)));
        List.of(newest, middle, oldest).forEach(each -> company.awaitLast(each, "queued"));

        // when
        var ada = company.agent("Ada", 2, true);

        // then
        company.awaitLast(oldest, "assigned");
        company.awaitLast(middle, "assigned");
        assertThat(company.events(newest)).endsWith("queued");

        // when
        company.ask(new ResolveConversation(command(), company.conversation(middle), ada, null, now, List.of()));

        // then
        company.awaitLast(newest, "assigned");
        assertThat(company.open(ada)).isEqualTo(2);
    }

    @Test
    void shouldWarnAndBreachWhenNobodyReplies() {
        company.agent("Ada", 10, true);
        var late = company.thread("late");

        company.interactions(
                company.received(thread, Instant.now().minus(Duration.ofMinutes(50))),
                company.received(late, Instant.now().minus(Duration.ofMinutes(61))));

        company.awaitLast(thread, "sla-warned");
        company.awaitLast(late, "sla-breached");
        assertThat(company.events(late)).containsExactly("opened", "assigned", "sla-breached");
        assertThat(company.last(late).get("clock").asText()).isEqualTo("first-reply");

        company.interactions(company.reply(late, agent(UUID.randomUUID().toString()), Instant.now()));
        company.awaitLast(late, "first-reply-given");
        assertThat(company.last(late).get("inTime").asBoolean()).isFalse();
    }

    @Test
    void shouldWakeWhenTheTimeHasCome() {
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);
        company.ask(new SnoozeConversation(
                command(),
                conversation(),
                ada,
                null,
                Instant.now(),
                Instant.now().plus(Duration.ofHours(5))));
        company.awaitLast(thread, "snoozed");
        assertThat(company.open(ada)).isZero();

        company.timePasses(thread);

        company.awaitLast(thread, "assigned");
        assertThat(company.open(ada)).isOne();
    }

    @Test
    void shouldOpenExactlyOneConversationAThreadWhenMessagesComeInABurst() {
        // given
        var agents = List.of(
                company.agent("Ada", 400, true), company.agent("Ben", 400, true), company.agent("Cleo", 100, true));
        var events = new ArrayList<Event<?>>();
        for (int i = 0; i < 500; i++) {
            var message = company.received(company.thread("burst-" + i), Instant.now());
            events.add(message);
            if (i % 10 == 0) {
                events.add(message);
                events.add(company.received(company.thread("burst-" + i), Instant.now()));
            }
        }
        Collections.shuffle(events, new Random(7));

        // when
        company.interactions(events.toArray(Event<?>[]::new));

        // then
        log.await("500 conversations", () -> mine().size() >= 1050);
        var types = mine().stream().collect(Collectors.groupingBy(OutboxRow::type, Collectors.counting()));
        assertThat(types)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "rapport.conversations.conversation-opened.v1", 500L,
                        "rapport.conversations.conversation-assigned.v1", 500L,
                        "rapport.conversations.conversation-continued.v1", 50L));
        mine().stream()
                .collect(Collectors.groupingBy(
                        OutboxRow::key,
                        Collectors.mapping(row -> row.payload().get("version").asLong(), Collectors.toList())))
                .forEach((key, versions) -> assertThat(versions)
                        .isEqualTo(LongStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
        assertThat(agents.stream().map(company::open)).containsExactlyInAnyOrder(200, 200, 100);
        assertThat(company.loadsAddUp()).isTrue();
    }

    @Test
    void shouldContinueTheConversationThatAnotherProcessOpensAtTheSameTime() {
        // given a process that lost the partition and does not know it yet has opened it and not committed
        company.agent("Ada", 10, true);
        var other = company.thread("other");
        company.writes(other, 2);
        var theirs = UUID.randomUUID();
        var connection = pool.getConnection().await().atMost(PATIENCE);
        var transaction = connection.begin().await().atMost(PATIENCE);
        connection
                .preparedQuery("""
                        insert into conversation
                        select (jsonb_populate_record(c, jsonb_build_object('id', $1::text, 'thread_id', $2::text, 'version', 0))).*
                        from conversation c where tenant = $3 and thread_id = $4
                        """)
                .execute(Tuple.of(
                        theirs.toString(),
                        thread.id().toString(),
                        company.tenant.value(),
                        other.id().value()))
                .await()
                .atMost(PATIENCE);

        // when
        company.interactions(company.received(thread, Instant.now()));
        log.await("a conflict", () -> !log.query("""
                        select 1 from pg_stat_activity
                        where wait_event_type = 'Lock' and query like 'insert into conversation%'
                          and datname = current_database()
                        """).isEmpty());
        transaction.commit().await().atMost(PATIENCE);
        connection.close().await().atMost(PATIENCE);

        // then
        company.awaitEvents(thread, 1);
        assertThat(company.conversation(thread).value()).isEqualTo(theirs);
        assertThat(company.events(thread)).containsExactly("continued");
        assertThat(letters(Topics.INTERACTIONS)).doesNotContain(company.tenant + ":" + thread.id());
    }

    @Test
    void shouldBuryPoisonAndGoOn() {
        // given
        company.agent("Ada", 10, true);
        var poison = company.received(company.thread("poison"), Instant.now());
        var key = poison.envelope().key();

        // when
        log.sendRaw(
                Topics.INTERACTIONS,
                key,
                "{\"thread\": {".getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "ce_id", poison.envelope().id().toString(),
                        "ce_type", poison.envelope().type(),
                        "ce_source", "/rapport/test",
                        "ce_specversion", "1.0",
                        "ce_time", Instant.now().toString(),
                        "ce_tenant", company.tenant.value()));
        company.writes(thread, 2);

        // then
        assertThat(company.events(thread)).containsExactly("opened", "assigned");
        log.await("the dead letter", () -> letters(Topics.INTERACTIONS).contains(key));
    }

    @Test
    void shouldBuryACommandForAConversationNobodyKnows() {
        company.agent("Ada", 10, true);
        company.writes(thread, 2);
        var unknown = new ConversationId(UUID.randomUUID());
        var ada = new AgentId(UUID.randomUUID());

        var lost = company.ask(new ResolveConversation(command(), unknown, ada, null, Instant.now(), List.of()));
        company.ask(accept(ada));

        company.awaitLast(thread, "command-rejected");
        log.await(
                "the dead letter",
                () -> letters(Topics.CONVERSATION_COMMANDS)
                        .contains(lost.envelope().key()));
    }

    @Test
    void shouldTellPeopleWhoHasHowMuchAndWhy() {
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);

        token(ada)
                .get("/routing/agents")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].id", equalTo(ada.toString()))
                .body("[0].displayName", equalTo("Ada"))
                .body("[0].presence", equalTo("AVAILABLE"))
                .body("[0].openConversations", equalTo(1))
                .body("[0].capacity", equalTo(10));
        token(ada)
                .get("/routing/conversations/{id}/decisions", conversation().toString())
                .then()
                .statusCode(200)
                .body("version", equalTo(List.of(1, 2)))
                .body("[0].type", equalTo("rapport.conversations.conversation-opened.v1"))
                .body("[1].explanation.text", equalTo("Ada is the only available agent (0 open of 10)."));
    }

    @Test
    void shouldShowNothingToStrangersAndOtherTenants() {
        var ada = company.agent("Ada", 10, true);
        company.writes(thread, 2);
        var path = "/routing/conversations/" + conversation() + "/decisions";

        given().get("/routing/agents").then().statusCode(401);
        given().get(path).then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.token("another", ada.value(), "agent"))
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private List<OutboxRow> mine() {
        return log.outbox().stream()
                .filter(row -> row.tenant().equals(company.tenant.value()))
                .toList();
    }

    private List<String> letters(String topic) {
        var all = new ArrayList<String>();
        log.records(Topics.deadLetters(topic, "routing")).forEach(letter -> all.add(letter.key()));
        return all;
    }

    private RequestSpecification token(AgentId agent) {
        return given().auth().oauth2(TestTokens.token(company.tenant.value(), agent.value(), "agent"));
    }

    private ConversationId conversation() {
        return company.conversation(thread);
    }

    private AcceptOffer accept(AgentId by) {
        return new AcceptOffer(command(), conversation(), by, null, Instant.now());
    }

    private ResolveConversation resolve(AgentId by) {
        return new ResolveConversation(command(), conversation(), by, null, Instant.now(), List.of());
    }

    private static CommandId command() {
        return new CommandId(UUID.randomUUID());
    }

    private static AgentId agent(String id) {
        return AgentId.of(id);
    }
}
