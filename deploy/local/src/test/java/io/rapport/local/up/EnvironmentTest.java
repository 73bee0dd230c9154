package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private final Environment environment = environment(Map.of());

    @Test
    void shouldTellAServiceItsDatabaseRoleAndTheMovedPorts() {
        assertThat(environment.of(App.CARE_FOLLOW_UP))
                .containsEntry("QUARKUS_HTTP_PORT", "8192")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "localhost:9192")
                .containsEntry("RAPPORT_DB_USER", "care_follow_up")
                .containsEntry("RAPPORT_DB_PORT", "15532")
                .containsEntry("RAPPORT_DESK_URL", "http://localhost:8180");
    }

    @Test
    void shouldNotGiveADatabaseToAnAdapter() {
        assertThat(environment.of(App.EMAIL_ADAPTER))
                .containsEntry("RAPPORT_EMAIL_SMTP_PORT", "2625")
                .containsEntry("RAPPORT_EMAIL_RELAY_PORT", "2626")
                .containsEntry("RAPPORT_EMAIL_PUBLIC_URL", "http://localhost:8181")
                .containsEntry("RAPPORT_EMAIL_IMAP_ACCOUNTS_0__PORT", "3243")
                .doesNotContainKey("RAPPORT_DB_USER");
    }

    @Test
    void shouldTellTheDemoPasswordToTheDeskOnly() {
        assertThat(environment.of(App.DESK)).containsEntry("RAPPORT_DESK_DEMO_PASSWORD", "secret");
        assertThat(environment.of(App.ROUTING)).doesNotContainValue("secret");
    }

    @Test
    void shouldGiveTheChatAWebSite() {
        assertThat(environment.of(App.CHAT_ADAPTER)).containsEntry("RAPPORT_CHAT_ACCOUNTS_0__ID", "web");
        assertThat(environment.of(App.ROUTING)).doesNotContainKey("RAPPORT_CHAT_ACCOUNTS_0__ID");
    }

    @Test
    void shouldGiveTheAdaptersAccountsAtTheSandboxsProviders() {
        // when
        var email = environment.of(App.EMAIL_ADAPTER);
        var sms = environment.of(App.SMS_ADAPTER);
        var sandbox = environment.of(App.SANDBOX);

        // then
        assertThat(email)
                .containsEntry("RAPPORT_EMAIL_IMAP_ACCOUNTS_0__ACCOUNT", email.get("RAPPORT_EMAIL_ACCOUNTS_1__ADDRESS"))
                .containsEntry("RAPPORT_EMAIL_IMAP_ACCOUNTS_0__USER", sandbox.get("RAPPORT_SANDBOX_IMAP_ADDRESS"))
                .containsEntry("RAPPORT_EMAIL_IMAP_ACCOUNTS_0__PORT", sandbox.get("RAPPORT_SANDBOX_IMAP_PORT"))
                .containsEntry("RAPPORT_EMAIL_IMAP_ACCOUNTS_0__PASSWORD", sandbox.get("RAPPORT_SANDBOX_IMAP_PASSWORD"));
        assertThat(sms)
                .containsEntry("RAPPORT_SMS_ACCOUNTS_0__API_BASE_URL", "http://localhost:8199")
                .containsEntry("RAPPORT_SMS_ACCOUNTS_0__ACCOUNT_SID", sandbox.get("RAPPORT_SANDBOX_TWILIO_ACCOUNT_SID"))
                .containsEntry("RAPPORT_SMS_ACCOUNTS_0__AUTH_TOKEN", sandbox.get("RAPPORT_SANDBOX_TWILIO_AUTH_TOKEN"));
        for (var setting : List.of("API_KEY", "API_SECRET", "SIGNATURE_SECRET", "NUMBER")) {
            assertThat(sms)
                    .containsEntry(
                            "RAPPORT_SMS_VONAGE_ACCOUNTS_0__" + setting,
                            sandbox.get("RAPPORT_SANDBOX_VONAGE_" + setting));
        }
        assertThat(sandbox.get("RAPPORT_SANDBOX_VONAGE_WEBHOOK_URL"))
                .isEqualTo(sms.get("RAPPORT_WEBHOOK_PUBLIC_URL") + "/webhooks/vonage/"
                        + sms.get("RAPPORT_SMS_VONAGE_ACCOUNTS_0__ID"));
        for (var setting : List.of("PORT", "SYSTEM_ID", "PASSWORD", "NUMBER")) {
            assertThat(sms)
                    .containsEntry(
                            "RAPPORT_SMS_SMPP_ACCOUNTS_0__" + setting, sandbox.get("RAPPORT_SANDBOX_SMPP_" + setting));
        }
        assertThat(sandbox.get("RAPPORT_SANDBOX_TWILIO_WEBHOOK_URL"))
                .startsWith(sms.get("RAPPORT_WEBHOOK_PUBLIC_URL") + "/webhooks/twilio/sandbox");
        var social = environment.of(App.SOCIAL_ADAPTER);
        assertThat(social)
                .containsEntry(
                        "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__BOT_TOKEN",
                        sandbox.get("RAPPORT_SANDBOX_TELEGRAM_BOT_TOKEN"))
                .containsEntry(
                        "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__SECRET_TOKEN",
                        sandbox.get("RAPPORT_SANDBOX_TELEGRAM_SECRET_TOKEN"));
        assertThat(sandbox)
                .containsEntry(
                        "RAPPORT_SANDBOX_TELEGRAM_WEBHOOK_URL",
                        "http://localhost:8184/webhooks/telegram/"
                                + social.get("RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__ID"));
        for (var secret : List.of("ACCESS_TOKEN", "APP_SECRET", "VERIFY_TOKEN", "PHONE_NUMBER_ID")) {
            assertThat(social)
                    .containsEntry(
                            "RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__" + secret,
                            sandbox.get("RAPPORT_SANDBOX_WHATSAPP_" + secret));
        }
        for (var secret : List.of("ACCESS_TOKEN", "APP_SECRET", "VERIFY_TOKEN", "PAGE_ID")) {
            assertThat(social)
                    .containsEntry(
                            "RAPPORT_SOCIAL_MESSENGER_ACCOUNTS_0__" + secret,
                            sandbox.get("RAPPORT_SANDBOX_MESSENGER_" + secret))
                    .containsEntry(
                            "RAPPORT_SOCIAL_MESSENGER_ACCOUNTS_1__" + secret,
                            sandbox.get("RAPPORT_SANDBOX_INSTAGRAM_" + secret));
        }
        for (var setting : List.of("ADDRESS", "ACCESS_TOKEN")) {
            assertThat(social)
                    .containsEntry(
                            "RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__" + setting,
                            sandbox.get("RAPPORT_SANDBOX_MASTODON_" + setting));
        }
        assertThat(social).containsEntry("RAPPORT_SOCIAL_MASTODON_ACCOUNTS_0__API_BASE_URL", "http://localhost:8199");
        assertThat(sandbox)
                .containsEntry(
                        "RAPPORT_SANDBOX_WHATSAPP_WEBHOOK_URL",
                        "http://localhost:8184/webhooks/meta/" + social.get("RAPPORT_SOCIAL_WHATSAPP_ACCOUNTS_0__ID"))
                .containsEntry(
                        "RAPPORT_SANDBOX_MESSENGER_WEBHOOK_URL",
                        "http://localhost:8184/webhooks/meta/" + social.get("RAPPORT_SOCIAL_MESSENGER_ACCOUNTS_0__ID"))
                .containsEntry(
                        "RAPPORT_SANDBOX_INSTAGRAM_WEBHOOK_URL",
                        "http://localhost:8184/webhooks/meta/" + social.get("RAPPORT_SOCIAL_MESSENGER_ACCOUNTS_1__ID"))
                .containsEntry("RAPPORT_SANDBOX_CHAT_URL", "ws://localhost:8183/chat/web")
                .containsEntry(
                        "RAPPORT_SANDBOX_CHAT_ORIGIN",
                        environment.of(App.CHAT_ADAPTER).get("RAPPORT_CHAT_ACCOUNTS_0__ORIGINS"));
        assertThat(environment.of(App.ROUTING).keySet())
                .noneMatch(name ->
                        name.matches(".*(TWILIO|VONAGE|SMPP|TELEGRAM|WHATSAPP|MESSENGER|INSTAGRAM|MASTODON).*"));
    }

    @Test
    void shouldLeaveAnAccountThatSomebodyBrings() {
        // given
        var own = environment(Map.of(
                "RAPPORT_SOCIAL_TELEGRAM_ACCOUNTS_0__ID", "ours",
                "RAPPORT_EMAIL_ACCOUNTS_1__ADDRESS", "sales@example.com",
                "RAPPORT_SMS_ACCOUNTS_0__ID", "ours",
                "RAPPORT_WEBHOOK_PUBLIC_URL", "https://sms.example.com"));

        // then
        assertThat(own.of(App.SOCIAL_ADAPTER).keySet())
                .noneMatch(name -> name.contains("TELEGRAM"))
                .anyMatch(name -> name.contains("WHATSAPP"));
        assertThat(own.of(App.EMAIL_ADAPTER).keySet()).noneMatch(name -> name.contains("IMAP"));
        assertThat(own.of(App.SMS_ADAPTER).keySet())
                .doesNotContain("RAPPORT_SMS_ACCOUNTS_0__NUMBER", "RAPPORT_WEBHOOK_PUBLIC_URL")
                .contains("RAPPORT_SMS_VONAGE_ACCOUNTS_0__NUMBER");
    }

    private static Environment environment(Map<String, String> given) {
        return new Environment(
                new PortPlan(100),
                new Home(Path.of("/data")),
                "secret",
                new ProviderSecrets("a seed for tests"),
                given);
    }
}
