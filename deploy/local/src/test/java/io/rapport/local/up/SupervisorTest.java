package io.rapport.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rapport.local.part.RunningPart;
import io.rapport.local.up.StackState.Phase;
import io.rapport.local.up.StackState.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private final Queue<String> journal = new ConcurrentLinkedQueue<>();
    private final Queue<FakePart> started = new ConcurrentLinkedQueue<>();

    @Test
    void shouldStartWhatIsNeededFirstAndStopItLast() {
        // given
        var supervisor = supervisor(Map.of(), plan("service", Set.of("database")), plan("database", Set.of()));

        // when
        supervisor.start();
        await().until(() -> supervisor.state().phase() == Phase.READY);
        supervisor.stop();

        // then
        assertThat(journal).containsExactly("+database", "+service", "-service", "-database");
        assertThat(supervisor.state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void shouldStartAgainWhatEndsByItself() {
        // given
        var supervisor = supervisor(Map.of(), plan("service", Set.of()));
        supervisor.start();
        await().until(() -> supervisor.state().phase() == Phase.READY);

        // when
        started.element().exit.complete(null);

        // then
        await().until(() ->
                started.size() == 2 && supervisor.state().parts().getFirst().state() == State.READY);
        assertThat(supervisor.state().parts().getFirst().restarts()).isOne();
        supervisor.stop();
    }

    @Test
    void shouldGiveUpWhatNeverBecomesReadyAndSayWhy() {
        // given
        var broken = new PartPlan(
                "broken",
                1,
                Set.of(),
                () -> {
                    throw new IOException("no such jar");
                },
                PartPlan.NOTHING,
                PartPlan.NOTHING);
        var supervisor = supervisor(Map.of(), broken, plan("service", Set.of()));

        // when
        supervisor.start();

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> supervisor.state().phase() == Phase.INCOMPLETE);
        assertThat(supervisor.state().parts())
                .extracting(StackState.Part::state)
                .containsExactly(State.FAILED, State.READY);
        assertThat(supervisor.state().parts().getFirst().detail()).isEqualTo("no such jar");
        supervisor.stop();
    }

    @Test
    void shouldBeReadyWithoutThePartsThatAreLeftOut() {
        // given
        var left = plan("left", Set.of());
        var supervisor = supervisor(Map.of(left, State.WITHOUT), left, plan("service", Set.of()));

        // when
        supervisor.start();

        // then
        await().until(() -> supervisor.state().phase() == Phase.READY);
        assertThat(journal).containsExactly("+service");
        supervisor.stop();
    }

    @Test
    void shouldWaitLongerAfterEachFailureButNeverMoreThanHalfAMinute() {
        assertThat(Supervisor.backOff(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Supervisor.backOff(4)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Supervisor.backOff(1000)).isEqualTo(Duration.ofSeconds(30));
    }

    private Supervisor supervisor(Map<PartPlan, State> absent, PartPlan... plans) {
        return new Supervisor(List.of(plans), absent, Clock.systemUTC(), state -> {});
    }

    private PartPlan plan(String name, Set<String> needs) {
        return new PartPlan(
                name,
                1,
                needs,
                () -> {
                    journal.add("+" + name);
                    var part = new FakePart(name, new CompletableFuture<>());
                    started.add(part);
                    return part;
                },
                PartPlan.NOTHING,
                PartPlan.NOTHING);
    }

    private final class FakePart implements RunningPart {
        private final String name;
        private final CompletableFuture<Void> exit;

        FakePart(String name, CompletableFuture<Void> exit) {
            this.name = name;
            this.exit = exit;
        }

        @Override
        public long pid() {
            return 42;
        }

        @Override
        public CompletableFuture<?> onExit() {
            return exit;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void stop(Duration patience) {
            if (exit.complete(null)) {
                journal.add("-" + name);
            }
        }
    }
}
