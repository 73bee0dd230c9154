package io.rapport.desk.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.IntakeCounted;
import io.rapport.contracts.accounts.PayloadQuarantined;
import io.rapport.contracts.accounts.PayloadReplayed;
import io.rapport.contracts.accounts.ProviderListCompared;
import io.rapport.contracts.conversations.ConversationEvent;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.desk.timeline.Stories;
import io.rapport.platform.channel.store.LastHeard;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class InboxIT {
    @InjectTestLog
    TestLog log;

    @Inject
    PayloadStore store;

    @Inject
    LastHeard lastHeard;

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
    void shouldTakeItThatTheLatestMessageWasReadBeforeRoutingToldOfIt() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        var message = ada.reading()
                .get("/api/conversations/" + story.conversation)
                .jsonPath()
                .getUUID("timeline.find { it.kind == 'MESSAGE' }.id");
        var wish = Map.of("id", UUID.randomUUID(), "type", "RESOLVE", "version", 0, "read", List.of(message));

        // when
        var answer = ada.changing().body(wish).post("/api/conversations/" + story.conversation + "/commands");

        // then
        answer.then().statusCode(202);
        assertThat(commands(story).getFirst().payload().at("/readMessages/0").asText())
                .isEqualTo(message.toString());
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

    @Test
    void shouldSendFilesWithAReplyWhenTheChannelCarriesThem() {
        // given
        var story = told(it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        connected(
                story,
                new ChannelCapabilities(
                        Start.ANYBODY,
                        1000,
                        Measure.CHARACTERS,
                        LongText.REFUSED,
                        null,
                        null,
                        null,
                        new Files(2, 1000, 1500, List.of())));

        // when
        var file = attach(story, "../lamp.txt", 1000)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
        var reply = UUID.randomUUID();
        reply(story, reply, "See the file", file).then().statusCode(202);

        // then
        assertThat(file.get("name")).isEqualTo("lamp.txt");
        var sent = commands(story).getFirst().payload().at("/attachments/0");
        assertThat(sent.at("/name").asText()).isEqualTo("lamp.txt");
        assertThat(sent.at("/size").asLong()).isEqualTo(1000);
        assertThat(store.get(TenantId.DEFAULT, sent.at("/contentId").asText())).isPresent();
        var entry = ada.reading()
                .get("/api/conversations/" + story.conversation)
                .jsonPath()
                .getMap("timeline.find { it.id == '%s' }.attachments[0]".formatted(reply));
        assertThat(entry.get("contentId")).isEqualTo(file.get("contentId"));

        // then
        attach(story, "large.txt", 1001).then().statusCode(422).body("detail", containsString("a file"));
        attach(story, "empty.txt", 0).then().statusCode(422);
        reply(story, UUID.randomUUID(), "Two", file, file)
                .then()
                .statusCode(422)
                .body("detail", containsString("together"));
        reply(story, UUID.randomUUID(), "Lost", Map.of("name", "x", "contentId", "sha256:" + "0".repeat(64)))
                .then()
                .statusCode(422);
        assertThat(commands(story)).hasSize(1);
    }

    @Test
    void shouldTellBeforehandWhatATextMessageTakes() {
        // given
        var story = told(Channel.SMS, "+14155552671", it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        connected(
                story,
                new ChannelCapabilities(
                        Start.ANYBODY, 1600, Measure.CHARACTERS, LongText.REFUSED, 2, null, null, null));

        // then
        preview(story, "Grüße")
                .then()
                .body("sms.alphabet", is("GSM_7"))
                .body("sms.segments", is(1))
                .body("sms.left", is(155))
                .body("refused", nullValue());
        preview(story, "ж".repeat(71)).then().body("sms.alphabet", is("UCS_2")).body("sms.segments", is(2));
        preview(story, "x".repeat(307)).then().body("refused.rule", is("segments"));
        ada.reply(story.conversation.value(), UUID.randomUUID(), "x".repeat(307))
                .then()
                .statusCode(422)
                .body("detail", containsString("3 segments"));
        assertThat(commands(story)).isEmpty();
    }

    @Test
    void shouldTellHowLongOneMayReply() {
        // given
        var story = told(Channel.SOCIAL, "page-1", it -> List.of(it.opened(1), it.assigned(2, ada.agentId())));
        connected(
                story,
                new ChannelCapabilities(
                        Start.CUSTOMER, 1000, Measure.CHARACTERS, LongText.SPLIT, null, 86_400L, null, null));

        // then
        preview(story, "").then().body("refused.rule", is("reply-window"));
        ada.reply(story.conversation.value(), UUID.randomUUID(), "Hello")
                .then()
                .statusCode(422)
                .body("detail", containsString("has not written here yet"));

        // when
        var heard = Instant.now();
        lastHeard.note(TenantId.DEFAULT, story.thread.id(), heard).await().indefinitely();

        // then
        preview(story, "y".repeat(1001))
                .then()
                .body("refused", nullValue())
                .body("messages", is(2))
                .body("window.until", is(heard.plusSeconds(86_400).toString()));
        ada.reply(story.conversation.value(), UUID.randomUUID(), "Hello").then().statusCode(202);
    }

    @Test
    void shouldNameTheNetworkAndSayWhoCanRead() {
        // given
        var page = "page-" + UUID.randomUUID();
        var post = told(new Stories(TenantId.DEFAULT, Channel.SOCIAL, page, "public-1"), it -> List.of(it.opened(1)));
        var message =
                told(new Stories(TenantId.DEFAULT, Channel.SOCIAL, page, "direct-2"), it -> List.of(it.opened(1)));
        var mail = told(new Stories(TenantId.DEFAULT, Channel.EMAIL, page, "public-3"), it -> List.of(it.opened(1)));
        // then
        shown(post).body("network", nullValue()).body("audience", is("PUBLIC"));
        // when
        connected(post, new ChannelCapabilities(500), "Mastodon");
        // then
        shown(post).body("network", is("Mastodon")).body("audience", is("PUBLIC"));
        shown(message).body("network", is("Mastodon")).body("audience", is("DIRECT"));
        shown(mail).body("network", nullValue()).body("audience", nullValue());
        assertThat(ada.reading()
                        .get("/api/admin/channels")
                        .jsonPath()
                        .getString("find { it.account == '%s' }.network".formatted(page)))
                .isEqualTo("Mastodon");
    }

    @Test
    void shouldHaveReadAgainWhatCouldNotBeRead() {
        // given
        var story = new Stories(TenantId.DEFAULT, Channel.SMS, "+1" + UUID.randomUUID());
        var payload = store.putRaw(TenantId.DEFAULT, story.customer.toString().getBytes(StandardCharsets.UTF_8));
        var other = store.putRaw(TenantId.DEFAULT, story.party.address().getBytes(StandardCharsets.UTF_8));
        var tooLarge = quarantined(story, "uid-7", false, "Too large.");
        var first = quarantined(story, payload, true, "No sender.");
        log.send(Topics.ACCOUNTS, first, first, tooLarge, quarantined(story, other, true, "No sender."));
        log.await("the payloads", () -> waiting(story) == 2);

        // then
        ben.reading().get("/api/admin/quarantine").then().statusCode(403);
        ben.reading().get("/api/admin/quarantine/raw?payload=" + payload).then().statusCode(403);
        var raw = ada.reading().get("/api/admin/quarantine/raw?payload=" + payload);
        raw.then()
                .statusCode(200)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff");
        assertThat(raw.asString()).isEqualTo(story.customer.toString());
        var elsewhere = store.putRaw(TenantId.DEFAULT, "never quarantined".getBytes(StandardCharsets.UTF_8));
        ada.reading()
                .get("/api/admin/quarantine/raw?payload=" + elsewhere)
                .then()
                .statusCode(404);
        ada.reading().get("/api/admin/quarantine/raw?payload=../x").then().statusCode(404);

        // when
        replay(story, Map.of("payload", payload)).then().statusCode(200).body("asked", is(1));
        replay(story, Map.of("reason", "No sender.")).then().body("asked", is(1));
        replay(story, Map.of("reason", "No sender.")).then().body("asked", is(0));
        replay(story, Map.of("payload", "uid-7")).then().body("asked", is(0));
        replay(story, Map.of()).then().statusCode(422);

        // then
        var asked = replays(story);
        assertThat(asked)
                .extracting(row -> row.payload().at("/payload").asText())
                .containsExactly(payload, other);
        log.send(Topics.ACCOUNTS, replayed(story, asked.get(0), null), replayed(story, asked.get(1), "No sender."));
        log.await("the answers", () -> "READ".equals(state(story, payload)) && "FAILED".equals(state(story, other)));
        assertThat(state(story, "uid-7")).isEqualTo("WAITING");

        // when
        replay(story, Map.of("reason", "No sender.")).then().body("asked", is(1));

        // then
        assertThat(replays(story)).hasSize(3);
        assertThat(state(story, other)).isEqualTo("ASKED");
    }

    @Test
    void shouldTellAChatThatSomebodyWrites() {
        // given
        var chat = told(Channel.CHAT, UUID.randomUUID().toString(), it -> List.of(it.opened(1)));
        var mail = told(Channel.EMAIL, UUID.randomUUID() + "@example.com", it -> List.of(it.opened(1)));

        // when
        type(chat, true).then().statusCode(204);
        type(chat, false).then().statusCode(204);
        type(mail, true).then().statusCode(422).body("detail", containsString("Only in a chat"));

        // then
        assertThat(log.outbox().stream()
                        .filter(row -> row.topic().equals(Topics.CHAT_SIGNALS))
                        .filter(row -> row.payload()
                                .at("/thread/id")
                                .asText()
                                .equals(chat.thread.id().toString())))
                .extracting(
                        row -> row.payload().at("/direction").asText(),
                        row -> row.payload().at("/author/name").asText(),
                        row -> row.payload().at("/typing").asBoolean())
                .containsExactly(tuple("OUTWARD", "Ada Example", true), tuple("OUTWARD", "Ada Example", false));
    }

    private Response type(Stories story, boolean typing) {
        return ada.changing()
                .body(Map.of("typing", typing))
                .post("/api/conversations/" + story.conversation + "/typing");
    }

    @Test
    void shouldSayWhetherWhatCameInAddsUp() {
        // given
        var story = told(Channel.SMS, "+1" + UUID.randomUUID(), it -> List.of(it.opened(1)));
        connected(story, new ChannelCapabilities(160));
        var gone = UUID.randomUUID();
        var alive = UUID.randomUUID();

        // when
        var before = counted(story, alive, -20, 6, 5);
        var last = counted(story, alive, -10, 7, 6);
        log.send(
                Topics.ACCOUNTS,
                counted(story, gone, -600, 4, 3),
                before,
                last,
                last,
                counted(story, alive, -30, 1, 1));
        log.await("the counts", () -> Integer.valueOf(11).equals(intake(story, "received")));

        // then
        assertThat(intake(story, "published")).isEqualTo(9);
        assertThat(intake(story, "interrupted")).isEqualTo(1);
        assertThat(Instant.parse(intake(story, "unsettledSince").toString()))
                .isEqualTo(((IntakeCounted) before.data()).at());

        // when
        log.send(Topics.ACCOUNTS, counted(story, alive, 0, 8, 8));

        // then
        log.await("that all adds up", () -> Integer.valueOf(12).equals(intake(story, "received")));
        assertThat(intake(story, "published")).isEqualTo(11);
        assertThat(intake(story, "interrupted")).isEqualTo(1);
        assertThat(intake(story, "unsettledSince")).isNull();
    }

    @Test
    void shouldSayWhatHadToBeFetchedFromTheProvidersList() {
        // given
        var story = told(Channel.SMS, "+1" + UUID.randomUUID(), it -> List.of(it.opened(1)));
        connected(story, new ChannelCapabilities(160));

        // when: the first is told twice, and the last is late
        var first = compared(story, -60, 1, 2);
        log.send(Topics.ACCOUNTS, first, first, compared(story, -40, 3, 0), compared(story, -20, 0, 1));
        log.send(Topics.ACCOUNTS, compared(story, -50, 7, 0));
        log.await(
                "the last comparison",
                () -> lists(story).stream().anyMatch(it -> Integer.valueOf(1).equals(it.get("missing"))));

        // then
        assertThat(lists(story)).singleElement().satisfies(it -> {
            assertThat(it)
                    .containsEntry("list", "Messages")
                    .containsEntry("listed", 10)
                    .containsEntry("fetched", 0);
            assertThat(it).containsEntry("fetchedTotal", 4);
            assertThat(Instant.parse(it.get("fetchedAt").toString()))
                    .isBefore(Instant.parse(it.get("at").toString()));
        });
    }

    private Event<?> compared(Stories story, int seconds, long fetched, long missing) {
        return story.channel(
                log,
                new ProviderListCompared(
                        Channel.SMS,
                        story.thread.account(),
                        "Messages",
                        10,
                        10 - fetched - missing,
                        fetched,
                        missing,
                        Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS)));
    }

    private List<Map<String, Object>> lists(Stories story) {
        return ada.reading().get("/api/admin/provider-lists").jsonPath().<Map<String, Object>>getList("").stream()
                .filter(it -> story.thread.account().equals(it.get("account")))
                .toList();
    }

    private Event<?> counted(Stories story, UUID process, int seconds, long received, long published) {
        return story.channel(
                log,
                new IntakeCounted(
                        Channel.SMS,
                        story.thread.account(),
                        process,
                        Stories.START,
                        received,
                        published,
                        0,
                        0,
                        0,
                        0,
                        Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS)));
    }

    private Object intake(Stories story, String what) {
        return ada.reading().get("/api/admin/channels").jsonPath().<Map<String, Object>>getList("").stream()
                .filter(it -> story.thread.account().equals(it.get("account")))
                .map(it -> it.get("intake") instanceof Map<?, ?> intake ? intake.get(what) : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Event<?> quarantined(Stories story, String payload, boolean kept, String reason) {
        return story.channel(
                log,
                new PayloadQuarantined(Channel.SMS, story.thread.account(), payload, kept, reason, 42, Instant.now()));
    }

    private Event<?> replayed(Stories story, OutboxRow asked, String failure) {
        return story.channel(
                log,
                new PayloadReplayed(
                        new CommandId(
                                UUID.fromString(asked.payload().at("/commandId").asText())),
                        Channel.SMS,
                        story.thread.account(),
                        asked.payload().at("/payload").asText(),
                        failure,
                        Instant.now()));
    }

    private List<OutboxRow> replays(Stories story) {
        return log.outbox().stream()
                .filter(row -> row.type().equals("rapport.outbound.replay-payload.v1"))
                .filter(row -> story.thread
                        .account()
                        .equals(row.payload().at("/account").asText()))
                .toList();
    }

    private Response replay(Stories story, Map<String, String> which) {
        var wish = new HashMap<String, Object>(which);
        wish.put("channel", "SMS");
        wish.put("account", story.thread.account());
        return ada.changing().body(wish).post("/api/admin/quarantine/replay");
    }

    private int waiting(Stories story) {
        var found = ada.reading().get("/api/admin/quarantine").jsonPath();
        Integer waiting = found.get("troubles.find { it.account == '%s' }?.waiting".formatted(story.thread.account()));
        return waiting == null ? 0 : waiting;
    }

    private String state(Stories story, String payload) {
        return ada.reading()
                .get("/api/admin/quarantine")
                .jsonPath()
                .getString("items.find { it.account == '%s' && it.payload == '%s' }.state"
                        .formatted(story.thread.account(), payload));
    }

    private void connected(Stories story, ChannelCapabilities capabilities) {
        connected(story, capabilities, null);
    }

    private void connected(Stories story, ChannelCapabilities capabilities, @Nullable String network) {
        log.send(
                Topics.ACCOUNTS,
                story.channel(
                        log,
                        new AccountConnected(
                                story.thread.channel(),
                                story.thread.account(),
                                capabilities,
                                Instant.now(),
                                null,
                                null,
                                null,
                                network)));
        log.await(
                "the account",
                () -> ada.reading()
                                .get("/api/conversations/" + story.conversation)
                                .jsonPath()
                                .get("channel.maxLength")
                        != null);
    }

    private Response attach(Stories story, String name, int size) {
        return ada.changing()
                .contentType("text/plain")
                .queryParam("name", name)
                .body("x".repeat(size).getBytes(StandardCharsets.UTF_8))
                .post("/api/conversations/" + story.conversation + "/files");
    }

    private Response reply(Stories story, UUID id, String text, Map<?, ?>... files) {
        return ada.changing()
                .body(Map.of("id", id, "text", text, "attachments", List.of(files)))
                .post("/api/conversations/" + story.conversation + "/replies");
    }

    private Response preview(Stories story, String text) {
        return ada.changing()
                .body(Map.of("text", text))
                .post("/api/conversations/" + story.conversation + "/replies/preview");
    }

    private ValidatableResponse shown(Stories story) {
        return ada.reading()
                .get("/api/conversations/" + story.conversation)
                .then()
                .rootPath("conversation");
    }

    private interface Telling {
        List<ConversationEvent> of(Stories story);
    }

    private Stories told(Telling telling) {
        return told(Channel.EMAIL, "help@example.com", telling);
    }

    private Stories told(Channel channel, String account, Telling telling) {
        return told(new Stories(TenantId.DEFAULT, channel, account), telling);
    }

    private Stories told(Stories story, Telling telling) {
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
