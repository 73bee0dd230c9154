package io.rapport.social;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.account.CatalogueAgreement;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.LiveAccounts;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.rapport.social.provider.mastodon.StandInMastodon;
import io.rapport.social.provider.telegram.StandInTelegram;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that come, change and go while the adapter runs. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(NetworksResource.class)
class LiveAccountsIT {
    private static final String OUTBOUND = Topics.outbound(Channel.SOCIAL);
    private static final TenantId ACME = TenantId.of("acme");

    private final String id = "bot-" + UUID.randomUUID().toString().substring(0, 8);

    @InjectTestLog
    TestLog log;

    StandInTelegram telegram;
    StandInMastodon mastodon;

    @Inject
    Instance<AccountFactory<?>> factories;

    @ConfigProperty(name = "rapport.secrets.folder")
    Path secrets;

    private LiveAccounts accounts;

    @BeforeEach
    void listen() {
        accounts = new LiveAccounts(log, ACME, Channel.SOCIAL);
    }

    @Test
    void shouldOfferWhatCanBeConfigured() {
        CatalogueAgreement.check(Channel.SOCIAL, factories);
    }

    @Test
    void shouldNameTheNetworkOfEveryAccount() {
        log.await(
                "the networks",
                () -> log.records(Topics.ACCOUNTS).stream()
                        .filter(it -> TestLog.header(it, "ce_type").contains("account-connected"))
                        .map(it -> log.json(it).path("network").asText())
                        .collect(Collectors.toSet())
                        .containsAll(Set.of("Telegram", "WhatsApp", "Messenger", "Instagram", "Mastodon")));
    }

    @Test
    void shouldServeAnAccountAsLongAsItIsWanted() throws Exception {
        // given
        secret("bot-token", StandInTelegram.BOT_TOKEN);
        // when its secret is not there yet
        var first = bot("first-secret");
        // then
        assertThat(accounts.refused(first)).contains("There is no secret \"first-secret\"");
        assertThat(called("one")).isEqualTo(404);
        // when it comes
        secret("first-secret", "one");
        // then
        var connected = accounts.connected(first);
        assertThat(connected.path("account").asText()).isEqualTo(StandInTelegram.BOT);
        assertThat(connected.path("network").asText()).isEqualTo("Telegram");
        assertThat(called("one")).isEqualTo(200);
        assertThat(called("two")).isEqualTo(403);
        var sent = command();
        log.send(OUTBOUND, sent);
        log.delivery(sent, DeliveryStatus.SENT, 1);
        assertThat(telegram.taken(sent.data().text())).hasSize(1);
        // when it is changed
        secret("second-secret", "two");
        accounts.connected(bot("second-secret"));
        // then
        assertThat(called("one")).isEqualTo(403);
        assertThat(called("two")).isEqualTo(200);
        // when it is removed
        accounts.disconnected(accounts.remove(id));
        // then
        assertThat(called("two")).isEqualTo(404);
        var refused = command();
        log.send(OUTBOUND, refused);
        assertThat(log.delivery(refused, DeliveryStatus.FAILED, 1)
                        .path("failure")
                        .path("text")
                        .asText())
                .startsWith("Rule no-account");
        assertThat(log.records(Topics.ACCOUNTS))
                .noneMatch(it -> new String(it.value(), UTF_8).contains(StandInTelegram.BOT_TOKEN));
    }

    @Test
    void shouldRefuseWhatIsConfiguredOrWrong() throws Exception {
        // given
        secret("no-bot", "123:no-token-of-a-bot");
        var tokens = Map.of("bot-token", "no-bot", "secret-token", "no-bot");
        // when
        var taken = accounts.want("main", "telegram", Map.of(), tokens);
        var wrong = accounts.want(
                id,
                "messenger",
                Map.of("page-id", "1", "network", "fax"),
                Map.of("access-token", "no-bot", "app-secret", "no-bot", "verify-token", "no-bot"));
        var unknown = accounts.want(id + "-2", "telegram", Map.of("colour", "red"), Map.of());
        var quoted = accounts.want(id + "-3", "telegram", Map.of("api-base-url", "not an address"), tokens);
        var stranger = accounts.want(id + "-4", "carrier-pigeon", Map.of(), Map.of());
        // then
        assertThat(accounts.refused(taken)).contains("adapter's configuration");
        assertThat(accounts.refused(wrong)).contains("network").contains("fax");
        assertThat(accounts.refused(unknown)).contains("no setting \"colour\"").contains("\"bot-token\" is missing");
        assertThat(accounts.refused(quoted)).contains("not an address").doesNotContain("no-token-of-a-bot");
        assertThat(accounts.refused(stranger)).contains("carrier-pigeon");
        assertThat(given().get("/q/health/ready").asString()).contains("main").doesNotContain(id);
    }

    @Test
    void shouldListenToAStreamAsLongAsItsAccountIsWanted() throws Exception {
        // given
        secret("fedi-token", StandInMastodon.TOKEN);
        log.await("the configured account's stream", () -> mastodon.listeners() == 1);
        // when
        accounts.connected(accounts.want(
                id,
                "mastodon",
                Map.of("address", StandInMastodon.ADDRESS, "api-base-url", mastodon.baseUrl()),
                Map.of("access-token", "fedi-token")));
        // then
        log.await("the stream", () -> mastodon.listeners() == 2);
        // when
        accounts.disconnected(accounts.remove(id));
        // then
        log.await("the stream's end", () -> mastodon.listeners() == 1);
    }

    private Event<?> bot(String secretToken) {
        return accounts.want(
                id,
                "telegram",
                Map.of("api-base-url", telegram.baseUrl()),
                Map.of("bot-token", "bot-token", "secret-token", secretToken));
    }

    /** A secret of the tenant, where the adapter runs. */
    private void secret(String name, String value) throws IOException {
        Files.writeString(Files.createDirectories(secrets.resolve("acme")).resolve(name), value);
    }

    private int called(String secretToken) {
        int message = ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
        return given().header("X-Telegram-Bot-Api-Secret-Token", secretToken)
                .contentType("application/json")
                .body("""
                        {"update_id":%d,"message":{"message_id":%d,"date":1893553445,"text":"Hello",
                         "from":{"id":42,"is_bot":false,"first_name":"Kim"},"chat":{"id":42,"type":"private"}}}""".formatted(message, message))
                .post("/webhooks/telegram/" + id)
                .statusCode();
    }

    private Event<SendMessage> command() {
        var message = Messages.to(Channel.SOCIAL, StandInTelegram.BOT, "42", "Live " + UUID.randomUUID());
        var thread = ThreadRef.of(ACME, Channel.SOCIAL, StandInTelegram.BOT, "42", null);
        return log.event(
                ACME,
                thread.id().value(),
                new SendMessage(
                        message.commandId(),
                        thread,
                        message.customerId(),
                        message.to(),
                        message.author(),
                        message.purpose(),
                        null,
                        message.text(),
                        null,
                        message.requestedAt()));
    }
}
