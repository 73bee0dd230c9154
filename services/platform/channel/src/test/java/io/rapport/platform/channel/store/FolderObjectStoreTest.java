package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest implements ObjectStoreContract {
    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void makeStore() {
        store = new FolderObjectStore(folder.resolve("made/when/needed"));
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Test
    void shouldLeaveNothingHalfWrittenBehind() throws IOException {
        // when
        store.put("a/b", new byte[10]);
        store.putIfAbsent("a/c", new byte[10]);
        store.putIfAbsent("a/c", new byte[20]);
        // then
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("b", "c");
        }
    }

    @Test
    void shouldRemoveWhatIsOldFromOneFolderOfEveryTenant() throws IOException {
        // given
        var now = Instant.parse("2030-01-02T03:04:05Z");
        var old = new FolderObjectStore(folder);
        for (var key : List.of("a/marker/ab/old", "b/marker/ab/old", "a/marker/ab/young", "a/raw/ab/old")) {
            old.put(key, new byte[1]);
            var age = key.endsWith("old") ? Duration.ofDays(2) : Duration.ZERO;
            Files.setLastModifiedTime(folder.resolve(key), FileTime.from(now.minus(age)));
        }
        // when
        int removed = old.removeOld("marker", now.minus(Duration.ofDays(1)));
        // then
        assertThat(removed).isEqualTo(2);
        assertThat(old.read("a/marker/ab/old")).isEmpty();
        assertThat(old.read("b/marker/ab/old")).isEmpty();
        assertThat(old.read("a/marker/ab/young")).isPresent();
        assertThat(old.read("a/raw/ab/old")).isPresent();
    }

    @Test
    void shouldRemoveNothingWhenThereIsNoFolder() {
        assertThat(new FolderObjectStore(folder.resolve("none")).removeOld("marker", Instant.MAX))
                .isZero();
    }

    @Test
    void shouldCompleteWhatACrashLeftHalfWritten() throws IOException {
        // given
        store.keep("a/b", new byte[] {1, 2, 3});
        Files.write(folder.resolve("made/when/needed/a/b"), new byte[] {1});
        // when
        store.keep("a/b", new byte[] {1, 2, 3});
        // then
        assertThat(store.read("a/b")).hasValue(new byte[] {1, 2, 3});
    }

    @Test
    void shouldRefuseKeysThatLeadOut() {
        assertThatThrownBy(() -> store.read("../secret")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhatToDoWhenFolderCannotBeUsed() throws IOException {
        // given
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var broken = new FolderObjectStore(file);
        // then
        assertThatThrownBy(() -> broken.put("a/b", new byte[1]))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("rapport.store.folder");
    }
}
