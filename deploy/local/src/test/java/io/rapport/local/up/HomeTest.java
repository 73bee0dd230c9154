package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepOneDemoPasswordThatOnlyItsOwnerReads() throws Exception {
        // given
        var home = Home.of(folder, Map.of());

        // when
        var password = home.demoPassword();

        // then
        assertThat(home.demoPassword()).isEqualTo(password).matches("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve(".rapport/demo-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldKeepTheProvidersSecretsThatOnlyTheirOwnerReads() throws Exception {
        // given
        var home = Home.of(folder, Map.of());

        // when
        var secrets = home.providerSecrets();

        // then
        assertThat(home.providerSecrets().of("a")).isEqualTo(secrets.of("a")).isNotEqualTo(secrets.of("b"));
        assertThat(new Home(folder.resolve("other")).providerSecrets().of("a")).isNotEqualTo(secrets.of("a"));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve(".rapport/provider-secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldLieWhereTheEnvironmentSays() {
        assertThat(Home.of(folder, Map.of("RAPPORT_HOME", "/elsewhere")).folder())
                .isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void shouldKeepTheLogBeforeTheLast() throws Exception {
        // given
        var home = new Home(folder);
        Files.writeString(home.rotatedLog("kafka"), "before");

        // when
        var log = home.rotatedLog("kafka");

        // then
        assertThat(log).doesNotExist();
        assertThat(folder.resolve("logs/kafka.log.1")).hasContent("before");
    }
}
