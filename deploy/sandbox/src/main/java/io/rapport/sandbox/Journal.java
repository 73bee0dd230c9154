package io.rapport.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the sandbox keeps over a restart: in memory, and one line of JSON for each change in a file. Forgets the oldest. */
public final class Journal<K, V> {
    private final Map<K, V> kept = new LinkedHashMap<>();
    private final Path file;
    private final int keep;
    private final ObjectMapper json;
    private final Class<V> type;
    private final Function<V, K> key;
    private int lines;

    /**
     * Reads what is there.
     *
     * @param keep how many, at most
     */
    public Journal(Path file, int keep, ObjectMapper json, Class<V> type, Function<V, K> key) {
        this.file = file;
        this.keep = keep;
        this.json = json;
        this.type = type;
        this.key = key;
        load();
    }

    /** Keeps something new, or something known in its new state. */
    public synchronized void put(V value) {
        kept.put(key.apply(value), value);
        dropOldest();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, json.writeValueAsString(value) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not write " + file, e);
        }
        lines++;
        if (lines > 2 * keep) {
            rewrite();
        }
    }

    public synchronized Optional<V> get(K id) {
        return Optional.ofNullable(kept.get(id));
    }

    /** Everything, in the order it first came. */
    public synchronized List<V> all() {
        return List.copyOf(kept.values());
    }

    private void dropOldest() {
        var oldest = kept.keySet().iterator();
        while (kept.size() > keep) {
            oldest.next();
            oldest.remove();
        }
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (var all = Files.lines(file)) {
            all.forEach(line -> read(line).ifPresent(value -> kept.put(key.apply(value), value)));
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not read " + file, e);
        }
        dropOldest();
        rewrite();
    }

    /** The last line may be half written, when the machine went down just then. */
    private Optional<V> read(String line) {
        try {
            return Optional.of(json.readValue(line, type));
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    /** Leaves only what is kept in the file. */
    private void rewrite() {
        try {
            var beside = file.resolveSibling(file.getFileName() + ".new");
            var all = new ArrayList<String>();
            for (var value : kept.values()) {
                all.add(json.writeValueAsString(value));
            }
            Files.write(beside, all);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lines = all.size();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not write " + file, e);
        }
    }
}
