package io.rapport.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitorHistoryTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ThreadId thread = new ThreadId(UUID.randomUUID());
    private VisitorHistory history;

    @BeforeEach
    void openHistory() {
        history = open();
    }

    @Test
    void shouldCountFromOneWithoutAGap() {
        assertThat(IntStream.rangeClosed(1, 20).mapToLong(i -> append(line("Line " + i))))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
        assertThat(at(17).map(Line::text)).contains("Line 17");
        assertThat(at(21)).isEmpty();
        assertThat(at(0)).isEmpty();
    }

    @Test
    void shouldGoOnCountingAfterARestart() {
        // given
        append(line("Before"));
        // when
        history = open();
        // then
        assertThat(append(line("After"))).isEqualTo(2);
        assertThat(at(1).map(Line::text)).contains("Before");
    }

    @Test
    void shouldGiveTheSameNumberWhenACommandComesAgain() {
        // given
        append(line("First"));
        var again = line("Again");
        // then
        assertThat(append(again)).isEqualTo(2);
        assertThat(append(again)).isEqualTo(2);
    }

    @Test
    void shouldGiveTheSameNumberWhenTheVisitorSaysItAgain() {
        var line = new Line(null, "first", "Hello", Instant.parse("2030-01-02T03:04:05Z"), List.of());
        assertThat(append(line)).isEqualTo(1);
        assertThat(append(line)).isEqualTo(1);
        assertThat(append(new Line(null, "second", "Hello", line.at(), List.of())))
                .isEqualTo(2);
    }

    @Test
    void shouldLoseNothingWhenSeveralWriteAtOnce() {
        // given
        var lines = IntStream.range(0, 80).mapToObj(i -> line("Line " + i)).toList();
        var processes = IntStream.range(0, 4).mapToObj(i -> open()).toList();
        // when
        var numbers = Uni.join()
                .all(IntStream.range(0, 80)
                        .mapToObj(i -> processes.get(i % 4).append(TenantId.DEFAULT, thread, lines.get(i)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);
        // then
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 80).boxed().toList());
        for (int i = 0; i < 80; i++) {
            assertThat(at(numbers.get(i))).contains(lines.get(i));
        }
        assertThat(append(line("Line 80"))).isEqualTo(81);
    }

    @Test
    void shouldAddOnceWhatSeveralAddAtOnce() {
        // given
        append(line("First"));
        var again = line("Again");
        // when
        var numbers = Uni.join()
                .all(IntStream.range(0, 4)
                        .mapToObj(i -> open().append(TenantId.DEFAULT, thread, again))
                        .toList())
                .andFailFast()
                .await()
                .atMost(SOON);
        // then
        assertThat(numbers).containsOnly(2L);
        assertThat(append(line("Next"))).isEqualTo(3);
    }

    @Test
    void shouldGoOnBehindWhatACrashLeftUnfinished() throws IOException {
        // given
        append(line("First"));
        var segment = files(name -> name.endsWith("-segment-0")).getFirst();
        var bytes = Files.readAllBytes(segment);
        for (int size : List.of(1, bytes.length / 2, bytes.length - 1)) {
            Files.write(segment, Arrays.copyOf(bytes, size), StandardOpenOption.APPEND);
        }
        assertThat(at(2)).isEmpty();
        // then
        assertThat(append(line("Second"))).isEqualTo(2);
        history = open();
        assertThat(append(line("Third"))).isEqualTo(3);
        assertThat(LongStream.rangeClosed(1, 4).mapToObj(i -> at(i).map(Line::text)))
                .containsExactly(Optional.of("First"), Optional.of("Second"), Optional.of("Third"), Optional.empty());
    }

    @Test
    void shouldGiveTheLinesThatFollow() {
        // given
        IntStream.rangeClosed(1, 70).forEach(i -> append(line("Line " + i)));
        history = open();
        // then
        assertThat(after(61)).containsExactly("Line 62", "Line 63", "Line 64");
        assertThat(after(64)).hasSize(6).endsWith("Line 70");
        assertThat(after(70)).isEmpty();
        assertThat(after(400)).isEmpty();
    }

    @Test
    void shouldKnowWhatIsNotMarked() {
        // given
        IntStream.rangeClosed(1, 4).forEach(i -> append(line("Line " + i)));
        await(history.mark(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 1));
        // then
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 3)))
                .containsExactly(2L, 3L);
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 1)))
                .isEmpty();
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 5)))
                .isEmpty();
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 0)))
                .isEmpty();
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.READ, 2)))
                .containsExactly(1L, 2L);
    }

    @Test
    void shouldPassOverTheVisitorsOwnLinesWhenItLooksForMarks() {
        // given
        append(line("Line 1"));
        append(line("Line 2"));
        LongStream.rangeClosed(3, 70).forEach(i -> append(new Line(null, "own-" + i, "Own", Instant.EPOCH, List.of())));
        append(line("Line 71"));
        await(history.mark(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 1));
        // then
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 71)))
                .containsExactly(2L, 71L);
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 70)))
                .containsExactly(2L);
    }

    @Test
    void shouldGoOnWhereTheLinesThatAreKeptBegin() throws IOException {
        // given
        IntStream.rangeClosed(1, 200).forEach(i -> append(line("Line " + i)));
        remove(name -> name.endsWith("-segment-0") || name.endsWith("-segment-1"));
        // then
        assertThat(LongStream.of(0, 3, 128, 129, 200, 201).map(this::resume))
                .containsExactly(128L, 128L, 128L, 129L, 200L, 128L);
        assertThat(await(history.unmarked(TenantId.DEFAULT, thread, DeliveryStatus.DELIVERED, 200)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(129, 200).boxed().toList());
        assertThat(append(line("Line 201"))).isEqualTo(201);
    }

    @Test
    void shouldGiveALateVisitorWhatIsNewWhenNoLineIsKept() throws IOException {
        // given
        IntStream.rangeClosed(1, 70).forEach(i -> append(line("Line " + i)));
        remove(name -> name.contains("-segment-"));
        // then
        assertThat(resume(70)).isEqualTo(128);
        assertThat(append(line("Line 129"))).isEqualTo(129);
        assertThat(resume(70)).isEqualTo(128);
    }

    @Test
    void shouldBeginAgainWhenNothingIsKept() throws IOException {
        // given
        IntStream.rangeClosed(1, 3).forEach(i -> append(line("Line " + i)));
        remove(name -> true);
        // then
        assertThat(resume(3)).isZero();
        assertThat(append(line("Line 1"))).isEqualTo(1);
    }

    @Test
    void shouldFindTheLastLineWithoutTheHint() throws IOException {
        // given
        IntStream.rangeClosed(1, 128).forEach(i -> append(line("Line " + i)));
        remove(name -> name.endsWith("-last"));
        // then
        assertThat(resume(128)).isEqualTo(128);
        assertThat(append(line("Line 129"))).isEqualTo(129);
        remove(name -> name.endsWith("-last"));
        assertThat(append(line("Line 130"))).isEqualTo(130);
    }

    @Test
    void shouldKeepThreadsAndTenantsApart() {
        // given
        append(line("Mine"));
        // then
        assertThat(await(history.at(TenantId.DEFAULT, new ThreadId(UUID.randomUUID()), 1)))
                .isEmpty();
        assertThat(await(history.at(TenantId.of("other"), thread, 1))).isEmpty();
    }

    private long resume(long after) {
        return await(history.resume(TenantId.DEFAULT, thread, after));
    }

    /** And looks as another process does. */
    private void remove(Predicate<String> which) throws IOException {
        var found = files(which);
        assertThat(found).isNotEmpty();
        for (var file : found) {
            Files.delete(file);
        }
        history = open();
    }

    private List<Path> files(Predicate<String> which) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> which.test(it.getFileName().toString()))
                    .toList();
        }
    }

    private List<String> after(long number) {
        return await(history.after(TenantId.DEFAULT, thread, number)).stream()
                .map(Line::text)
                .toList();
    }

    private long append(Line line) {
        return await(history.append(TenantId.DEFAULT, thread, line));
    }

    private Optional<Line> at(long number) {
        return await(history.at(TenantId.DEFAULT, thread, number));
    }

    private VisitorHistory open() {
        return new VisitorHistory(
                new PayloadStore(new FolderObjectStore(folder)),
                JsonMapper.builder().addModule(new JavaTimeModule()).build());
    }

    private static Line line(String text) {
        return new Line(
                new Line.Answer(new CommandId(UUID.randomUUID()), new CustomerId(UUID.randomUUID()), "Ada Example"),
                null,
                text,
                Instant.parse("2030-01-02T03:04:05Z"),
                List.of());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
