package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rapport.local.part.Layout;
import io.rapport.local.up.StackState.Phase;
import io.rapport.local.up.StackState.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with PostgreSQL and Kafka only. */
class LauncherIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final int offset = freeOffset();
    private final List<Process> launched = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        var parts = StackState.read(home().state()).map(LauncherIT::pids).orElse(Set.of());
        launched.forEach(Process::destroyForcibly);
        // what still ends would write into the folder while it is deleted
        await().atMost(LIMIT)
                .until(() ->
                        parts.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    }

    @Test
    void shouldLeaveNoProcessBehindWhenItIsKilled() throws Exception {
        // given
        var launcher = up();
        var state = awaitReady();

        // when
        launcher.destroyForcibly();

        // then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pids(state).stream()
                        .noneMatch(pid -> ProcessHandle.of(pid).isPresent()));

        // and it comes up again on what is there
        up();
        assertThat(pids(awaitReady())).doesNotContainAnyElementsOf(pids(state));
    }

    @Test
    void shouldStartAPartAgainWhenThatIsKilledAndStopInOrderWhenAsked() throws Exception {
        // given
        var launcher = up();
        var kafka = part(awaitReady(), Stack.KAFKA);

        // when
        ProcessHandle.of(kafka.pid()).orElseThrow().destroyForcibly();

        // then
        await().atMost(LIMIT)
                .until(() -> part(state(), Stack.KAFKA).restarts() == 1
                        && part(state(), Stack.KAFKA).state() == State.READY);

        // when
        launcher.destroy();

        // then
        await().atMost(LIMIT).until(() -> !launcher.isAlive());
        assertThat(state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void shouldSayWhatToDoWhenItRunsAlready() throws Exception {
        // given
        up();
        awaitReady();

        // when
        var second = up();

        // then
        assertThat(second.waitFor()).isOne();
        assertThat(folder.resolve("launcher-2.txt"))
                .content()
                .contains("Rapport is already running (pid ")
                .contains("./rapport down stops it.");
    }

    private Process up() throws IOException {
        var layout = Layout.find();
        var without = Arrays.stream(App.values()).map(App::id).collect(Collectors.joining(","));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Drapport.root=" + layout.root(),
                        "-cp",
                        layout.root().resolve("deploy/local/target/classes")
                                + File.pathSeparator
                                + layout.launcherLibs().resolve("*"),
                        "io.rapport.local.cli.Main",
                        "up",
                        "--without",
                        without + ",connect")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("launcher-" + (launched.size() + 1) + ".txt")
                        .toFile());
        builder.environment().put("RAPPORT_HOME", folder.resolve("home of mine").toString());
        builder.environment().put("RAPPORT_PORT_OFFSET", Integer.toString(offset));
        builder.environment().put("RAPPORT_QUICK_START", "off");
        launched.add(builder.start());
        return launched.getLast();
    }

    private StackState awaitReady() {
        await().atMost(LIMIT)
                .until(() -> Files.exists(home().state())
                        && state().phase() == Phase.READY
                        && state().launcherPid() == launched.getLast().pid());
        return state();
    }

    private StackState state() {
        return StackState.read(home().state()).orElseThrow();
    }

    private Home home() {
        return new Home(folder.resolve("home of mine"));
    }

    private static StackState.Part part(StackState state, String name) {
        return state.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Long> pids(StackState state) {
        return state.parts().stream()
                .map(StackState.Part::pid)
                .filter(pid -> pid != 0)
                .collect(Collectors.toSet());
    }

    /** One with which every port lies below those that systems hand out for connections, or a passing connection would hold it. */
    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 14_000))
                .filter(offset -> Stack.wantedPorts(new PortPlan(offset), Set.of()).keySet().stream()
                        .noneMatch(io.rapport.local.part.Ports::answers))
                .findFirst()
                .orElseThrow();
    }
}
