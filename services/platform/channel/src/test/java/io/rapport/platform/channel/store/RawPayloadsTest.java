package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawPayloadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantId OTHER = TenantId.of("other");

    @TempDir
    Path folder;

    private PayloadStore store;
    private RawPayloads payloads;

    @BeforeEach
    void makePayloads() {
        store = new PayloadStore(new FolderObjectStore(folder.resolve("store")));
        payloads = new RawPayloads(store);
    }

    @Test
    void shouldGiveBackEachOfThoseThatCameAtOnce() throws IOException {
        // given
        var texts = IntStream.range(0, 500).mapToObj(it -> "payload " + it).toList();
        // when
        var kept = Uni.join()
                .all(texts.stream()
                        .map(it -> payloads.keep(TenantId.DEFAULT, bytes(it)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(kept).allMatch(RawPayloads.Kept::isNew);
        assertThat(kept)
                .extracting(it -> text(TenantId.DEFAULT, it.reference()))
                .isEqualTo(texts);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSizeLessThan(texts.size());
        }
    }

    @Test
    void shouldNotKeepAgainWhatCameLately() {
        // given
        var first = keep(TenantId.DEFAULT, "again");
        // when
        var second = keep(TenantId.DEFAULT, "again");
        // then
        assertThat(second).isEqualTo(new RawPayloads.Kept(first.reference(), false));
    }

    @Test
    void shouldKeepTogetherWhatSomebodyHasGathered() throws IOException {
        // given
        var before = keep(TenantId.DEFAULT, "before");
        // when
        var kept = payloads.keep(TenantId.DEFAULT, List.of(bytes("one"), bytes("before"), bytes("other")));
        // then
        assertThat(kept).extracting(RawPayloads.Kept::isNew).containsExactly(true, false, true);
        assertThat(kept.get(1).reference()).isEqualTo(before.reference());
        assertThat(kept)
                .extracting(it -> text(TenantId.DEFAULT, it.reference()))
                .containsExactly("one", "before", "other");
        // when
        store = new PayloadStore(new FolderObjectStore(Files.writeString(folder.resolve("full"), "no folder")));
        var away = new RawPayloads(store);
        // then
        assertThatThrownBy(() -> away.keep(TenantId.DEFAULT, List.of(bytes("lost?"))))
                .isInstanceOf(TransientFailure.class);
    }

    @Test
    void shouldKeepTenantsApart() {
        // given
        var ours = keep(TenantId.DEFAULT, "the same words");
        // when
        var theirs = keep(OTHER, "the same words");
        // then
        assertThat(theirs.isNew()).isTrue();
        assertThat(text(OTHER, theirs.reference())).isEqualTo("the same words");
        assertThat(store.get(OTHER, ours.reference())).isEmpty();
    }

    @Test
    void shouldSayThatTheStoreIsAwayAndKeepWhatComesAfterwards() throws IOException {
        // given
        Files.writeString(folder.resolve("store"), "no folder");
        // when
        assertThatThrownBy(() -> keep(TenantId.DEFAULT, "lost?")).isInstanceOf(TransientFailure.class);
        Files.delete(folder.resolve("store"));
        // then
        assertThat(keep(TenantId.DEFAULT, "lost?").isNew()).isTrue();
    }

    private RawPayloads.Kept keep(TenantId tenant, String text) {
        return payloads.keep(tenant, bytes(text)).await().atMost(PATIENCE);
    }

    private String text(TenantId tenant, String reference) {
        return new String(store.get(tenant, reference).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
