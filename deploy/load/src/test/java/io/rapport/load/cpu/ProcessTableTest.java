package io.rapport.load.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.load.cpu.ProcessTable.Row;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessTableTest {

    @Test
    void shouldAddOwnTimeAndThatOfEndedChildrenWhenReadingLinuxStat() {
        // given
        var line =
                "4711 (java) S 42 4711 4711 0 -1 4194304 100 0 0 0 150 50 7 3 20 0 60 0 1234 0 0 18446744073709551615";

        // when
        var row = ProcessTable.parseStat(line);

        // then
        assertThat(row).isEqualTo(new Row(4711, 42, 2_100_000_000L));
    }

    @Test
    void shouldReadLinuxStatWhenTheNameHoldsSpacesAndParentheses() {
        // given
        var line = "7 (a (bad) name) S 1 7 7 0 -1 4194304 100 0 0 0 1 2 0 0 20 0 1 0 1234 0 0";

        // when
        var row = ProcessTable.parseStat(line);

        // then
        assertThat(row).isEqualTo(new Row(7, 1, 30_000_000L));
    }

    @Test
    void shouldReadTimesOfEveryShapeThatPsWrites() {
        // given
        var mac = "  501     1   1:02.34";
        var linux = "  501     1 00:01:02";
        var old = "  501     1 2-03:04:05";

        // when
        var times = List.of(mac, linux, old).stream()
                .map(line -> ProcessTable.parsePs(line).cpuNanos() / 1_000_000)
                .toList();

        // then
        assertThat(times).containsExactly(62_340L, 62_000L, 183_845_000L);
    }

    @Test
    void shouldCountDescendantsButNotOtherRootsWhenAddingUpATree() {
        // given
        var table = ProcessTable.of(List.of(
                new Row(1, 0, 1_000), new Row(2, 1, 100), new Row(3, 2, 10), new Row(4, 1, 5), new Row(9, 0, 7_000)));

        // when
        long whole = table.cpuNanos(1, Set.of(1L));
        long withoutTwo = table.cpuNanos(1, Set.of(1L, 2L));
        long gone = table.cpuNanos(77, Set.of());

        // then
        assertThat(whole).isEqualTo(1_115);
        assertThat(withoutTwo).isEqualTo(1_005);
        assertThat(gone).isZero();
    }

    @Test
    void shouldLeaveOutIdleWaitingAndStolenTimeWhenCountingTheMachine() {
        // given
        var line = "cpu  100 20 30 99999 88888 4 5 6 0 0";

        // when
        long nanos = CpuMeter.busyNanos(line);

        // then
        assertThat(nanos).isEqualTo(159 * 10_000_000L);
    }

    @Test
    void shouldSayWhomADatabaseProcessWorksForWhenReadingItsTitle() {
        assertThat(Titles.of("postgres: routing rapport 127.0.0.1(50312) INSERT"))
                .isEqualTo("routing");
        assertThat(Titles.of("postgres: walsender postgres rapport 127.0.0.1(1) START_REPLICATION"))
                .isEqualTo("walsender");
        assertThat(Titles.of("postgres: walwriter")).isEqualTo("walwriter");
        assertThat(Titles.of("postgres: background writer")).isEqualTo("background writer");
        assertThat(Titles.of("/opt/postgres/bin/postgres -D /data")).isEqualTo("server");
    }

    @Test
    void shouldSeeThisProcessWhenReadingTheRealTable() throws Exception {
        // given
        long pid = ProcessHandle.current().pid();

        // when
        var table = ProcessTable.now();

        // then
        assertThat(table.rows().get(pid).cpuNanos()).isPositive();
    }
}
