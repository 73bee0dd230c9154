package io.rapport.platform.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.TenantId;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final TenantId ACME = TenantId.of("acme");

    @TempDir
    Path outside;

    private Secrets secrets;

    @BeforeEach
    void layOut() throws IOException {
        var folder = Files.createDirectories(outside.resolve("secrets"));
        Files.writeString(outside.resolve("other"), "not ours");
        Files.writeString(folder.resolve("main-token"), "from the file\n");
        Files.writeString(Files.createDirectories(folder.resolve("acme")).resolve("main-token"), "of acme");
        // as Kubernetes mounts them
        Files.writeString(Files.createDirectories(folder.resolve("..data")).resolve("linked"), "behind a link");
        Files.createSymbolicLink(folder.resolve("linked"), Path.of("..data", "linked"));
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "rapport.secrets.configured",
                                "from the configuration",
                                "rapport.secrets.main-token",
                                "x"),
                        "test",
                        100))
                .build();
        secrets = new Secrets(Optional.of(folder), config);
    }

    @Test
    void shouldPreferTheFile() {
        assertThat(secrets.get(TenantId.DEFAULT, "main-token")).isEqualTo("from the file");
        assertThat(secrets.get(TenantId.DEFAULT, "configured")).isEqualTo("from the configuration");
        assertThat(secrets.get(TenantId.DEFAULT, "linked")).isEqualTo("behind a link");
    }

    @Test
    void shouldGiveATenantItsOwnOnly() {
        assertThat(secrets.get(ACME, "main-token")).isEqualTo("of acme");
        assertThatThrownBy(() -> secrets.get(ACME, "configured")).hasMessageContaining("no secret \"configured\"");
        assertThatThrownBy(() -> secrets.get(ACME, "linked")).hasMessageContaining("no secret \"linked\"");
        assertThatThrownBy(() -> secrets.get(TenantId.DEFAULT, "acme")).hasMessageContaining("no secret \"acme\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "..", ".", "", "a/b", "a.b", "folder", "Main", "/etc/hostname"})
    void shouldRefuseWhatIsNoName(String name) {
        assertThatThrownBy(() -> secrets.get(TenantId.DEFAULT, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be the name of a secret");
    }
}
