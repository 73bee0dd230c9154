package io.rapport.platform.channel.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadStoreTest {
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String HASH = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

    @TempDir
    Path folder;

    private PayloadStore store;

    @BeforeEach
    void makeStore() {
        store = new PayloadStore(new FolderObjectStore(folder));
    }

    @Test
    void shouldNameAttachmentsByTheirContent() {
        // when
        var contentId = store.putAttachment(TenantId.DEFAULT, CONTENT);
        // then
        assertThat(contentId).isEqualTo("sha256:" + HASH);
        assertThat(store.get(TenantId.DEFAULT, contentId)).hasValue(CONTENT);
        assertThat(folder.resolve("default/attachment/03/" + HASH)).exists();
    }

    @Test
    void shouldKeepPayloadsOfOneMomentTogether() {
        // given
        var more = new byte[] {4, 5};
        // when
        var references = store.putRaw(
                TenantId.DEFAULT,
                List.of(
                        new PayloadStore.Payload(CONTENT),
                        new PayloadStore.Payload(new byte[0]),
                        new PayloadStore.Payload(more)));
        // then
        assertThat(references)
                .extracting(it -> store.get(TenantId.DEFAULT, it).orElseThrow())
                .containsExactly(CONTENT, new byte[0], more);
        assertThat(references.getFirst()).startsWith("raw:" + HASH + ".");
    }

    @Test
    void shouldKnowTheSamePayloadWhereverItIs() {
        // when
        var first = store.putRaw(TenantId.DEFAULT, CONTENT);
        var second = store.putRaw(TenantId.DEFAULT, CONTENT);
        // then
        assertThat(PayloadStore.contentOf(first))
                .isEqualTo(PayloadStore.contentOf(second))
                .isEqualTo(HASH);
        assertThat(PayloadStore.contentOf("17 in INBOX")).isEqualTo("17 in INBOX");
    }

    @Test
    void shouldAddToAnObjectWhatComesALittleLater() {
        // when
        var first = store.putRaw(TenantId.DEFAULT, CONTENT);
        var second = store.putRaw(TenantId.DEFAULT, new byte[] {4, 5});
        var full = store.putRaw(TenantId.DEFAULT, new byte[1024 * 1024]);
        var third = store.putRaw(TenantId.DEFAULT, new byte[] {6});
        // then
        assertThat(objects(first, second, full)).hasSize(1);
        assertThat(objects(first, third)).hasSize(2);
        assertThat(store.get(TenantId.DEFAULT, first)).hasValue(CONTENT);
        assertThat(store.get(TenantId.DEFAULT, second)).hasValue(new byte[] {4, 5});
        assertThat(store.get(TenantId.DEFAULT, third)).hasValue(new byte[] {6});
    }

    @Test
    void shouldFindEachAgainWhenManyAddAtOnce() {
        // when
        var references = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> store.putRaw(
                        TenantId.DEFAULT, Integer.toString(i).repeat(i % 7).getBytes(UTF_8)))
                .toList();
        // then
        assertThat(references)
                .extracting(it -> new String(store.get(TenantId.DEFAULT, it).orElseThrow(), UTF_8))
                .containsExactlyElementsOf(IntStream.range(0, 2_000)
                        .mapToObj(i -> Integer.toString(i).repeat(i % 7))
                        .toList());
    }

    @Test
    void shouldLeaveAnObjectAloneThatCouldNotBeAddedTo() {
        // given
        var before = store.putRaw(TenantId.DEFAULT, CONTENT);
        var full = new AtomicBoolean(true);
        var disk = new FolderObjectStore(folder) {
            @Override
            public long append(String key, byte[] content) {
                super.append(key, content);
                if (full.get()) {
                    throw new StoreUnavailable("full", new IOException());
                }
                return super.append(key, new byte[0]);
            }
        };
        var failing = new PayloadStore(disk);
        assertThatThrownBy(() -> failing.putRaw(TenantId.DEFAULT, CONTENT)).isInstanceOf(StoreUnavailable.class);
        // when
        full.set(false);
        var after = failing.putRaw(TenantId.DEFAULT, CONTENT);
        // then
        assertThat(failing.get(TenantId.DEFAULT, after)).hasValue(CONTENT);
        assertThat(after).endsWith(".0.3");
        assertThat(objects(before, after)).hasSize(2);
    }

    private static Set<String> objects(String... references) {
        return Arrays.stream(references)
                .map(reference -> reference.split("\\.")[1])
                .collect(Collectors.toSet());
    }

    @Test
    void shouldNotShowWhatWasKeptBesideAPayload() {
        // given
        var reference = store.putRaw(
                        TenantId.DEFAULT,
                        List.of(new PayloadStore.Payload(CONTENT), new PayloadStore.Payload(new byte[] {4, 5, 6})))
                .getFirst();
        // then
        assertThat(store.get(TenantId.DEFAULT, reference.replace(".0.3", ".3.3")))
                .isEmpty();
        assertThat(store.get(TenantId.DEFAULT, reference.replace(".0.3", ".0.6")))
                .isEmpty();
        assertThat(store.get(TenantId.DEFAULT, reference.replace(".0.3", ".0.7")))
                .isEmpty();
    }

    @Test
    void shouldNotShowOneTenantsPayloadToAnother() {
        // given
        var reference = store.putRaw(TenantId.DEFAULT, CONTENT);
        // then
        assertThat(store.get(TenantId.of("other"), reference)).isEmpty();
    }

    @Test
    void shouldRefuseReferencesThatAreNone() {
        assertThat(store.get(TenantId.DEFAULT, "raw:../../secret")).isEmpty();
        assertThatThrownBy(() -> store.get(TenantId.DEFAULT, "sha256:../../secret"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.get(TenantId.DEFAULT, "other")).isEmpty();
    }

    @Test
    void shouldSetAMarkerOnce() {
        assertThat(store.putIfAbsent(TenantId.DEFAULT, "sent-1", CONTENT)).isTrue();
        assertThat(store.putIfAbsent(TenantId.DEFAULT, "sent-1", new byte[0])).isFalse();
        assertThat(store.read(TenantId.DEFAULT, "sent-1")).hasValue(CONTENT);
        assertThat(store.read(TenantId.DEFAULT, "sent-2")).isEmpty();
    }

    @Test
    void shouldKeepTheLastStateApartFromMarkers() {
        // when
        store.putState(TenantId.DEFAULT, "sms-1", new byte[0]);
        store.putState(TenantId.DEFAULT, "sms-1", CONTENT);
        // then
        assertThat(store.state(TenantId.DEFAULT, "sms-1")).hasValue(CONTENT);
        assertThat(store.read(TenantId.DEFAULT, "sms-1")).isEmpty();
        assertThat(store.state(TenantId.of("other"), "sms-1")).isEmpty();
    }
}
