package io.rapport.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.part.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script decides before any Java runs. */
class RapportScriptTest {

    @TempDir
    Path folder;

    @Test
    void shouldNameEveryVerbInItsOverview() throws Exception {
        // when
        var overview = rapport(Map.of(), "help");

        // then
        assertThat(Main.commandLine().getSubcommands().keySet())
                .allSatisfy(verb -> assertThat(overview).containsPattern("\n  " + verb + " +\\w"));
    }

    @Test
    void shouldTakeJavaHomeWhenItFits() throws Exception {
        // given
        var chosen = jdk("chosen here", "21.0.4");
        jdk("newer", "99");

        // then
        assertThat(rapport(Map.of("JAVA_HOME", chosen.toString()), "doctor")).contains("JDK    21  " + chosen + "\n");
    }

    @Test
    void shouldTakeTheNewestWhenJavaHomeIsTooOld() throws Exception {
        // given
        var old = jdk("old", "17.0.15");
        jdk("ancient", "1.8.0_402");
        var newest = jdk("newest", "99.0.1");

        // then
        assertThat(rapport(Map.of("JAVA_HOME", old.toString()), "doctor")).contains("JDK    99  " + newest + "\n");
    }

    private Path jdk(String name, String version) throws IOException {
        var home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createFile(
                home.resolve("bin/javac"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return home;
    }

    private String rapport(Map<String, String> environment, String verb) throws Exception {
        var builder =
                new ProcessBuilder(Layout.find().root().resolve("rapport").toString(), verb).redirectErrorStream(true);
        builder.environment().put("RAPPORT_JVM_FOLDER", folder.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var output = process.inputReader()) {
            var text = output.lines().map(line -> line + "\n").reduce("", String::concat);
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }
}
