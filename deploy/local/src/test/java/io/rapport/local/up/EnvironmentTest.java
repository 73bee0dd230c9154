package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private final Environment environment = new Environment(new PortPlan(100), new Home(Path.of("/data")), "secret");

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
}
