package io.rapport.desk.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.desk.timeline.Stories;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class InboxIT {
    @InjectTestLog
    TestLog log;

    private Browser ada;
    private Browser ben;

    @BeforeEach
    void signIn() {
        ada = Browser.of(log, Browser.ADA);
        ben = Browser.of(log, Browser.BEN);
    }

    @Test
    void shouldSendAReplyOnceWhenTheBrowserRepeatsIt() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        var reply = UUID.randomUUID();

        // when
        for (int i = 0; i < 3; i++) {
            ada.reply(story.conversation.value(), reply, "We send a new one")
                    .then()
                    .statusCode(202)
                    .body("commandId", is(reply.toString()));
        }

        // then
        var commands = commands(story);
        assertThat(commands).hasSize(1);
        var send = commands.getFirst();
        assertThat(send.topic()).isEqualTo("rapport.outbound.email.v1");
        assertThat(send.key()).isEqualTo("default:" + story.thread.id());
        assertThat(send.payload().at("/commandId").asText()).isEqualTo(reply.toString());
        assertThat(send.payload().at("/text").asText()).isEqualTo("We send a new one");
        assertThat(send.payload().at("/subject").asText()).isEqualTo("Re: A broken lamp");
        assertThat(send.payload().at("/to/address").asText()).isEqualTo(story.party.address());
        assertThat(send.payload().at("/author/agentId").asText())
                .isEqualTo(ada.agentId().toString());
        assertThat(send.payload().at("/replyContext/inReplyTo").asText()).isEqualTo("<in-1@example.com>");
        assertThat(send.payload().at("/replyContext/references/0").asText()).isEqualTo("<root@example.com>");
        var entry = ada.reading()
                .get("/api/conversations/" + story.conversation)
                .jsonPath()
                .getMap("timeline.find { it.id == '%s' }".formatted(reply));
        assertThat(entry.get("pending")).isEqualTo(true);
        assertThat(entry.get("text")).isEqualTo("We send a new one");
        assertThat(entry.get("delivery")).isNull();
    }

    @Test
    void shouldReplaceThePendingReplyWhenItWasSent() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        var reply = UUID.randomUUID();
        ada.reply(story.conversation.value(), reply, "We send a new one").then().statusCode(202);

        // when
        log.send(Topics.INTERACTIONS, story.channel(log, story.sent(9, reply, ada.agentId(), "We send a new one")));

        // then
        log.await("the reply", () -> {
            var detail = ada.reading()
                    .get("/api/conversations/" + story.conversation)
                    .jsonPath();
            return detail.getList("timeline.findAll { it.id == '%s' && !it.pending }".formatted(reply))
                                    .size()
                            == 1
                    && detail.getString("conversation.lastDirection").equals("OUTWARD");
        });
    }

    @Test
    void shouldRefuseAReplyWhenAnotherAgentHasTheConversation() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));

        // then
        ben.reply(story.conversation.value(), UUID.randomUUID(), "I can help")
                .then()
                .statusCode(409)
                .body("detail", containsString("Ada Example"));
        ben.reply(story.conversation.value(), UUID.randomUUID(), " \n ").then().statusCode(422);
        assertThat(commands(story)).isEmpty();
    }

    @Test
    void shouldTakeTheConversationWhenSomebodyAnswersWhatNobodyHas() {
        // given
        var waiting = told(it -> List.of(it.opened(1), it.queued(2)));
        var offered = told(it -> List.of(it.opened(1), it.offered(2, ben.agentId())));

        // when
        ben.reply(waiting.conversation.value(), UUID.randomUUID(), "I can help")
                .then()
                .statusCode(202);
        ben.reply(offered.conversation.value(), UUID.randomUUID(), "I can help")
                .then()
                .statusCode(202);

        // then
        assertThat(commands(waiting))
                .extracting(OutboxRow::type)
                .containsExactly(
                        "rapport.conversation-commands.claim-conversation.v1", "rapport.outbound.send-message.v1");
        assertThat(commands(offered))
                .extracting(OutboxRow::type)
                .containsExactly("rapport.conversation-commands.accept-offer.v1", "rapport.outbound.send-message.v1");
        ada.reply(offered.conversation.value(), UUID.randomUUID(), "Me too")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldGiveTheCommandOnceWithTheVersionSeen() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ben.agentId())));
        var id = UUID.randomUUID();

        // when
        command(ben, story, id, "RESOLVE", 2, null).then().statusCode(202);
        command(ben, story, id, "RESOLVE", 2, null).then().statusCode(202);

        // then
        var commands = commands(story);
        assertThat(commands).hasSize(1);
        assertThat(commands.getFirst().type()).isEqualTo("rapport.conversation-commands.resolve-conversation.v1");
        assertThat(commands.getFirst().key()).isEqualTo("default:" + story.conversation);
        assertThat(commands.getFirst().payload().at("/expectedVersion").asLong())
                .isEqualTo(2);
        assertThat(commands.getFirst().payload().at("/by").asText())
                .isEqualTo(ben.agentId().toString());
    }

    @Test
    void shouldRefuseACommandThatCannotBe() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));

        // then
        command(ben, story, UUID.randomUUID(), "CLAIM", 2, null).then().statusCode(409);
        command(ben, story, UUID.randomUUID(), "ACCEPT", 2, null).then().statusCode(409);
        command(ben, story, UUID.randomUUID(), "RESOLVE", 2, null).then().statusCode(409);
        command(ada, story, UUID.randomUUID(), "RESOLVE", 0, null)
                .then()
                .statusCode(409)
                .body("detail", containsString("wrote again"));
        command(ada, story, UUID.randomUUID(), "TRANSFER", 2, UUID.randomUUID())
                .then()
                .statusCode(422);
        command(ada, story, UUID.randomUUID(), "TRANSFER", 2, null).then().statusCode(422);
        command(ada, story, UUID.randomUUID(), "TRANSFER", 2, ben.agentId().value())
                .then()
                .statusCode(202);
        assertThat(commands(story)).hasSize(1);
    }

    @Test
    void shouldPageThroughAViewWithoutRepeatingOrMissing() {
        // given
        var agent = ada.create("pages@example.com", "Pat Example");
        var stories = new ArrayList<Stories>();
        for (int i = 0; i < 7; i++) {
            stories.add(told(it -> List.of(it.opened(1), it.assigned(2, agent))));
        }
        var pat = Browser.of(log, "pages@example.com");

        // when
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var request = pat.reading().queryParam("view", "mine").queryParam("limit", 3);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/api/conversations")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getInt("counts.mine")).isEqualTo(7);
            seen.addAll(page.getList("items.id"));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        // then
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(stories.stream()
                        .map(story -> story.conversation.toString())
                        .toList());
        pat.reading()
                .get("/api/agents")
                .then()
                .body("find { it.id == '%s' }.openConversations".formatted(agent), is(7));
        pat.reading().get("/api/conversations?cursor=made-up").then().statusCode(422);
        pat.reading().get("/api/conversations?view=strange").then().statusCode(422);
    }

    private interface Telling {
        List<ConversationEvent> of(Stories story);
    }

    private Stories told(Telling telling) {
        var story = new Stories(TenantId.DEFAULT);
        log.send(Topics.INTERACTIONS, story.channel(log, story.received(1, "My lamp is broken")));
        var events = telling.of(story);
        for (var event : events) {
            log.send(Topics.CONVERSATIONS, story.routing(log, event));
        }
        log.await(
                "the conversation",
                () -> log.query(
                                        "select 1 from conversation where id = ? and version = ? and preview is not null",
                                        story.conversation.value(),
                                        events.getLast().version())
                                .size()
                        == 1);
        return story;
    }

    private static Response command(Browser who, Stories story, UUID id, String type, long version, UUID to) {
        var command = new HashMap<String, Object>(Map.of("id", id, "type", type, "version", version));
        if (to != null) {
            command.put("toAgentId", to);
        }
        return who.changing().body(command).post("/api/conversations/" + story.conversation + "/commands");
    }

    private List<OutboxRow> commands(Stories story) {
        return log.outbox().stream()
                .filter(row -> row.key().endsWith(story.thread.id().toString())
                        || row.key().endsWith(story.conversation.toString()))
                .toList();
    }
}
