package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.TenantId;
import io.rapport.email.MailAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The test is the clock and the readers. */
class MailBurstsTest {
    private static final MailAccount SUPPORT = MailAccount.of(TenantId.DEFAULT, "support@example.com", null);

    private final List<Runnable> readers = new ArrayList<>();
    private final List<Runnable> moments = new ArrayList<>();
    private final List<List<ArrivedMail>> bursts = new ArrayList<>();
    private int senders = 1000;
    private final MailBursts mails = new MailBursts(readers::add, moments::add, () -> senders, bursts::add);

    @Test
    void shouldTakeTogetherWhatComesInOneMoment() {
        // given
        var first = come(1).getFirst();
        var second = come(1).getFirst();
        assertThat(readers).isEmpty();
        // when
        pass(moments);
        pass(readers);
        // then
        assertThat(bursts).containsExactly(List.of(first, second));
        // when
        var later = come(1).getFirst();
        pass(moments);
        pass(readers);
        // then
        assertThat(bursts).containsExactly(List.of(first, second), List.of(later));
    }

    @Test
    void shouldNotWaitWhenEnoughHasCome() {
        // when
        var many = come(MailBursts.ENOUGH);
        pass(readers);
        // then
        assertThat(bursts).containsExactly(many);
        // when: the moment of those is over, the next one's is not
        var next = come(1);
        moments.removeFirst().run();
        // then
        assertThat(readers).isEmpty();
        // when
        var huge = come(1, 1024 * 1024);
        pass(readers);
        // then
        assertThat(bursts)
                .containsExactly(
                        many, Stream.concat(next.stream(), huge.stream()).toList());
    }

    @Test
    void shouldNotWaitWhenNobodyIsLeftToBringAnother() {
        // given
        senders = 3;
        var first = come(1);
        var second = come(1);
        assertThat(readers).isEmpty();
        // when
        var third = come(1);
        pass(readers);
        // then
        assertThat(bursts)
                .containsExactly(
                        Stream.of(first, second, third).flatMap(List::stream).toList());
        // when: two senders wait for their answers still
        first.getFirst().safe().complete(null);
        var next = come(1);
        pass(readers);
        // then
        assertThat(bursts).last().isEqualTo(next);
        // when: one does
        second.getFirst().safe().complete(null);
        next.getFirst().safe().completeExceptionally(new IllegalStateException("nobody keeps it"));
        come(1);
        // then
        assertThat(readers).isEmpty();
    }

    @Test
    void shouldLeaveSomethingForEachReaderHoweverMuchWaits() {
        // given
        var many = come(100 * MailBursts.READERS);
        // when
        readers.removeFirst().run();
        // then
        assertThat(bursts.getFirst()).hasSize(100);
        // when
        pass(readers);
        // then
        assertThat(bursts.stream().flatMap(List::stream)).containsExactlyElementsOf(many);
    }

    @Test
    void shouldTakeEachOnceWhateverTheirSizes() {
        // given
        var all = new ArrayList<ArrivedMail>();
        for (int i = 0; i < 500; i++) {
            all.addAll(come(1, i % 7 == 0 ? 700_000 : 10 * i));
            if (i % 31 == 0) {
                pass(readers);
            }
        }
        // when
        mails.call();
        pass(readers);
        // then
        assertThat(bursts.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
    }

    private List<ArrivedMail> come(int count) {
        return come(count, 10);
    }

    private List<ArrivedMail> come(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(i -> ArrivedMail.received(new byte[size], "carla@example.com", Map.of(SUPPORT, List.of())))
                .peek(mails::add)
                .toList();
    }

    private static void pass(List<Runnable> waiting) {
        var due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }
}
