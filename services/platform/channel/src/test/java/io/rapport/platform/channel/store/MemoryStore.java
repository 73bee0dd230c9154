package io.rapport.platform.channel.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store without a disk. */
public class MemoryStore implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public void put(String key, byte[] content) {
        objects.put(key, content);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return objects.putIfAbsent(key, content) == null;
    }

    @Override
    public long append(String key, byte[] content) {
        return objects.merge(key, content, (before, more) -> {
                    var together = Arrays.copyOf(before, before.length + more.length);
                    System.arraycopy(more, 0, together, before.length, more.length);
                    return together;
                })
                .length;
    }

    @Override
    public boolean isGoodAtAppending() {
        return true;
    }

    @Override
    public Optional<byte[]> read(String key) {
        return Optional.ofNullable(objects.get(key));
    }
}
