package io.rapport.platform.messaging;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Runs effects one by one within a key, keys side by side. */
record Effects<T>(Step<T> one, int concurrentKeys) implements Step<T> {
    @Override
    public Uni<Void> apply(List<Received<T>> batch) {
        var keys = new LinkedHashMap<String, List<Received<T>>>();
        for (var received : batch) {
            keys.computeIfAbsent(received.event().envelope().key(), key -> new ArrayList<>())
                    .add(received);
        }
        return Multi.createFrom()
                .iterable(keys.values())
                .onItem()
                .transformToUni(this::inOrder)
                .merge(concurrentKeys)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> inOrder(List<Received<T>> ofOneKey) {
        var work = Uni.createFrom().voidItem();
        for (var received : ofOneKey) {
            work = work.chain(() -> one.apply(List.of(received)));
        }
        return work;
    }
}
