package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
