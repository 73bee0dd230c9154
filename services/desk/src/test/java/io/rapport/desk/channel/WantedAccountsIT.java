package io.rapport.desk.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.AccountDisconnected;
import io.rapport.contracts.accounts.AccountEvent;
import io.rapport.contracts.accounts.AccountRefused;
import io.rapport.contracts.settings.AccountSettingsEvent;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.Browser;
import io.rapport.desk.DeskResource;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.OutboxRow;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Administrators set up accounts, and read what adapters answer. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
@WithTestResource(DeskResource.class)
class WantedAccountsIT {
    private static final Map<String, Object> SECRETS = Map.of("auth-token", "twilio-main-token");

    private final String id = "sms-" + UUID.randomUUID().toString().substring(0, 8);
    private final String number = "+1415" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);

    @InjectTestLog
    TestLog log;

    @Inject
    Clock clock;

    private Browser ada;

    @BeforeEach
    void signIn() {
        ada = Browser.of(log, Browser.ADA);
    }

    @Test
    void shouldTellTheLogWhatIsWantedAndByWhom() {
        // when
        put(0, settings("account-sid", "AC1"), SECRETS).statusCode(200).body("version", is(1));
        // then
        var wanted = wanted();
        assertThat(wanted).hasSize(1);
        var event = wanted.getFirst();
        assertThat(event.type()).isEqualTo("rapport.account-settings.account-configured.v1");
        assertThat(event.key())
                .isEqualTo("default:" + AccountSettingsEvent.aggregate(TenantId.DEFAULT, Channel.SMS, id));
        assertThat(event.payload().at("/provider").asText()).isEqualTo("twilio");
        assertThat(event.payload().at("/settings/number").asText()).isEqualTo(number);
        assertThat(event.payload().at("/secrets/auth-token").asText()).isEqualTo("twilio-main-token");
        assertThat(event.payload().at("/by").asText()).isEqualTo(ada.agentId().toString());
        one().body("state", is("WAITING"))
                .body("configured", is(false))
                .body("changedBy", is("Ada Example"))
                .body("settings.number", is(number))
                .body("secrets.'auth-token'", is("twilio-main-token"));
    }

    @Test
    void shouldShowWhatAdaptersAnswerToTheLatestWish() {
        // given
        put(0, settings("account-sid", "AC1"), SECRETS).statusCode(200);
        var first = wanted().getLast().id();
        // when
        tell(new AccountRefused(Channel.SMS, id, first, "There is no secret", clock.instant()));
        // then
        awaitState("REFUSED");
        one().body("reason", is("There is no secret"));
        // when
        put(1, settings("account-sid", "AC2"), SECRETS).statusCode(200).body("version", is(2));
        // then what was answered is of the past
        one().body("state", is("WAITING")).body("reason", nullValue());
        // when an old answer and the new one come, twice
        var second = wanted().getLast().id();
        var connected = new AccountConnected(
                Channel.SMS, number, new ChannelCapabilities(160), clock.instant(), id, "twilio", second, null);
        var late = new AccountRefused(
                Channel.SMS, id, first, "There is no secret", connected.at().minusSeconds(60));
        tell(connected, connected, late);
        // then
        awaitState("CONNECTED");
        one().body("address", is(number));
        assertThat(accountsOfChannels()).contains(number);
        // when
        ada.changing().delete(path() + "?version=1").then().statusCode(409);
        ada.changing().delete(path() + "?version=2").then().statusCode(204);
        // then
        one().body("state", is("REMOVING"));
        var removed = wanted().getLast();
        assertThat(removed.type()).isEqualTo("rapport.account-settings.account-removed.v1");
        tell(new AccountDisconnected(Channel.SMS, id, removed.id(), clock.instant()));
        log.await("the end", () -> ada.reading().get(path()).statusCode() == 404);
        assertThat(accountsOfChannels()).doesNotContain(number);
        // when it is wanted again
        put(0, settings("account-sid", "AC1"), SECRETS).statusCode(200).body("version", is(4));
        one().body("state", is("WAITING"));
    }

    @Test
    void shouldShowWhatIsConfiguredAndLeaveItAlone() {
        // given
        tell(new AccountConnected(
                Channel.SMS, number, new ChannelCapabilities(160), clock.instant(), id, "twilio", null, null));
        awaitState("CONNECTED");
        // then
        one().body("configured", is(true)).body("version", is(0));
        put(0, settings("account-sid", "AC1"), SECRETS)
                .statusCode(409)
                .body("detail", containsString("adapter's configuration"));
        ada.changing().delete(path() + "?version=0").then().statusCode(404);
    }

    @Test
    void shouldRefuseToOverwriteWhatAnotherChanged() {
        put(0, settings("account-sid", "AC1"), SECRETS).statusCode(200);
        put(0, settings("account-sid", "AC2"), SECRETS).statusCode(409);
        put(1, settings("account-sid", "AC3"), SECRETS).statusCode(200);
        put(1, settings("account-sid", "AC4"), SECRETS)
                .statusCode(409)
                .body("detail", containsString("Somebody changed"));
        assertThat(wanted()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "auth-token, 0123456789abcdef0123456789abcdef",
        "auth-token, f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "auth-token, Sekret-Value",
        "auth-token, ../main-token"
    })
    void shouldTakeNoSecret(String name, String value) {
        put(0, settings("account-sid", "AC1"), Map.of(name, value))
                .statusCode(422)
                .body("detail", containsString("not the name of a secret"))
                .body("detail", not(containsString(value)));
        put(0, settings("account-sid", "AC1", name, value), Map.of())
                .statusCode(422)
                .body("detail", containsString("is a secret"))
                .body("detail", not(containsString(value)));
        assertThat(wanted()).isEmpty();
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        put(0, settings("account-sid", "AC1"), Map.of())
                .statusCode(422)
                .body("detail", containsString("\"auth-token\" is missing"));
        put(0, settings(), SECRETS).statusCode(422).body("detail", containsString("\"account-sid\" is missing"));
        put(0, settings("account-sid", "AC1", "colour", "red"), SECRETS)
                .statusCode(422)
                .body("detail", containsString("no setting \"colour\""));
        ada.changing()
                .body(Map.of("provider", "vonage", "settings", Map.of("signature-method", "rot13")))
                .put(path())
                .then()
                .statusCode(422)
                .body("detail", containsString("md5hash"));
        ada.changing()
                .body(Map.of("provider", "telegram"))
                .put(path())
                .then()
                .statusCode(422)
                .body("detail", containsString("catalogue"));
        ada.changing()
                .body(Map.of("provider", "twilio"))
                .put("/api/admin/accounts/sms/Not An Id")
                .then()
                .statusCode(422);
        ada.changing()
                .body(Map.of("provider", "twilio"))
                .put("/api/admin/accounts/fax/one")
                .then()
                .statusCode(404);
        assertThat(wanted()).isEmpty();
    }

    @Test
    void shouldBeForAdministratorsAndTheirOwnPagesOnly() {
        var ben = Browser.of(log, Browser.BEN);
        ben.reading().get("/api/admin/accounts").then().statusCode(403);
        ben.reading().get("/api/admin/accounts/catalogue").then().statusCode(403);
        ben.changing().body(Map.of("provider", "twilio")).put(path()).then().statusCode(403);
        ben.changing().delete(path() + "?version=1").then().statusCode(403);
        ada.reading()
                .contentType("application/json")
                .body(Map.of("provider", "twilio"))
                .put(path())
                .then()
                .statusCode(403);
        ada.reading()
                .get("/api/admin/accounts/catalogue")
                .then()
                .statusCode(200)
                .body("provider", hasItem("telegram"));
    }

    private String path() {
        return "/api/admin/accounts/sms/" + id;
    }

    private Map<String, Object> settings(String... more) {
        var settings = new HashMap<String, Object>(Map.of("number", number));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private ValidatableResponse put(int version, Map<String, Object> settings, Map<String, ?> secrets) {
        return ada.changing()
                .body(Map.of("provider", "twilio", "settings", settings, "secrets", secrets, "version", version))
                .put(path())
                .then();
    }

    private ValidatableResponse one() {
        return ada.reading().get(path()).then().statusCode(200);
    }

    private void awaitState(String state) {
        log.await(state, () -> state.equals(ada.reading().get(path()).jsonPath().getString("state")));
    }

    private List<String> accountsOfChannels() {
        return ada.reading().get("/api/admin/channels").jsonPath().getList("account");
    }

    private List<OutboxRow> wanted() {
        return log.outbox().stream()
                .filter(row -> row.topic().equals(Topics.ACCOUNT_SETTINGS)
                        && row.payload().path("accountId").asText().equals(id))
                .toList();
    }

    private void tell(AccountEvent... answers) {
        var key = AccountSettingsEvent.aggregate(TenantId.DEFAULT, Channel.SMS, id);
        var events = new Event<?>[answers.length];
        for (int i = 0; i < answers.length; i++) {
            events[i] = log.event(key, answers[i]);
        }
        log.send(Topics.ACCOUNTS, events);
    }
}
