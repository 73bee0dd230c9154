package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object store must do. */
public interface ObjectStoreContract {
    /** The store under test; may hold other objects. */
    ObjectStore store();

    @Test
    default void shouldReadWhatWasPut() {
        // given
        var key = newKey();
        // when
        store().put(key, bytes("hello"));
        // then
        assertThat(store().read(key)).hasValue(bytes("hello"));
    }

    @Test
    default void shouldReadNothingWhenNothingWasPut() {
        assertThat(store().read(newKey())).isEmpty();
    }

    @Test
    default void shouldReplaceWhenPutAgain() {
        // given
        var key = newKey();
        store().put(key, bytes("old"));
        // when
        store().put(key, bytes("new"));
        // then
        assertThat(store().read(key)).hasValue(bytes("new"));
    }

    @Test
    default void shouldKeepTheFirstWhenKeyIsTaken() {
        // given
        var key = newKey();
        // when
        var first = store().putIfAbsent(key, bytes("first"));
        var second = store().putIfAbsent(key, bytes("second"));
        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(store().read(key)).hasValue(bytes("first"));
    }

    @Test
    default void shouldLetExactlyOneWinWhenManyPutAtOnce() throws Exception {
        // given
        var key = newKey();
        var start = new CountDownLatch(1);
        try (var callers = Executors.newFixedThreadPool(8)) {
            var attempts = IntStream.range(0, 8)
                    .mapToObj(i -> callers.submit(() -> {
                        start.await();
                        return store().putIfAbsent(key, bytes("caller " + i));
                    }))
                    .toList();
            // when
            start.countDown();
            // then
            int winners = 0;
            for (var attempt : attempts) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).isOne();
        }
    }

    @Test
    default void shouldAddToTheEnd() {
        // given
        var key = newKey();
        // when
        var begun = store().append(key, bytes("one "));
        var longer = store().append(key, bytes("two"));
        // then
        assertThat(begun).isEqualTo(4);
        assertThat(longer).isEqualTo(7);
        assertThat(store().read(key)).hasValue(bytes("one two"));
    }

    @Test
    default void shouldLoseNothingWhenManyAddAtOnce() throws Exception {
        // given
        var key = newKey();
        var start = new CountDownLatch(1);
        try (var callers = Executors.newFixedThreadPool(8)) {
            var additions = IntStream.range(0, 8)
                    .mapToObj(i -> callers.submit(() -> {
                        start.await();
                        return store().append(key, bytes("caller " + i + "\n"));
                    }))
                    .toList();
            // when
            start.countDown();
            for (var addition : additions) {
                addition.get();
            }
        }
        // then
        assertThat(new String(store().read(key).orElseThrow(), StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "caller " + i).toList());
    }

    @Test
    default void shouldKeepEveryByteWhenContentIsBinaryAndLarge() {
        // given
        var content = new byte[3_000_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        var key = newKey();
        // when
        store().put(key, content);
        // then
        assertThat(Arrays.equals(store().read(key).orElseThrow(), content)).isTrue();
    }

    private static String newKey() {
        return "contract/ab/" + UUID.randomUUID();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
