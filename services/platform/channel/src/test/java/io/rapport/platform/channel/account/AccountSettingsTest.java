package io.rapport.platform.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.TenantId;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountSettingsTest {
    enum Method {
        PLAIN,
        VERY_SAFE
    }

    interface Common {
        @WithDefault("10")
        int maxSegments();
    }

    interface Settings extends Common {
        String id();

        @WithDefault("default")
        String tenant();

        String authToken();

        Optional<List<String>> origins();

        @WithDefault("plain")
        Method method();

        @WithDefault("30s")
        Duration patience();

        Inner inner();
    }

    interface Inner {
        @WithDefault("false")
        boolean on();
    }

    @Test
    void shouldReadAsTheConfigurationDoes() {
        // when
        var settings = read(Map.of(
                "auth-token", "t",
                "origins", "https://a.example.com,https://b.example.com",
                "method", "very-safe",
                "inner.on", "true"));
        // then
        assertThat(settings.id()).isEqualTo("main");
        assertThat(settings.tenant()).isEqualTo("acme");
        assertThat(settings.origins()).hasValue(List.of("https://a.example.com", "https://b.example.com"));
        assertThat(settings.method()).isEqualTo(Method.VERY_SAFE);
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.maxSegments()).isEqualTo(10);
        assertThat(settings.inner().on()).isTrue();
    }

    @Test
    void shouldNotLookUpWhatIsWrittenAsAnExpression() {
        assertThat(read(Map.of("auth-token", "${user.home}")).authToken()).isEqualTo("${user.home}");
    }

    @Test
    void shouldNotLetASettingStandForTheAccountItself() {
        // when
        var settings = read(Map.of("auth-token", "t", "id", "another", "tenant", "another"));
        // then
        assertThat(settings.id()).isEqualTo("main");
        assertThat(settings.tenant()).isEqualTo("acme");
    }

    @Test
    void shouldSayWhatIsMissingOrWrong() {
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The setting \"auth-token\" is missing");
        assertThatThrownBy(() -> read(Map.of("auth-token", "t", "colour", "red")))
                .hasMessage("There is no setting \"colour\"");
        assertThatThrownBy(() -> read(Map.of("auth-token", "t", "max-segments", "many")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-segments")
                .hasMessageContaining("many");
    }

    private static Settings read(Map<String, String> values) {
        return AccountSettings.read(Settings.class, TenantId.of("acme"), "main", values);
    }
}
