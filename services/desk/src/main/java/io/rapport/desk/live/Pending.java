package io.rapport.desk.live;

import io.rapport.contracts.value.TenantId;
import io.rapport.desk.change.Changes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What changed since browsers were last told; the same thing changing twice is told once. */
final class Pending {
    private final Map<TenantId, Map<Changes.Kind, Set<UUID>>> ids = new HashMap<>();

    synchronized void add(Changes.Announcement announcement) {
        ids.computeIfAbsent(announcement.tenant(), tenant -> new EnumMap<>(Changes.Kind.class))
                .computeIfAbsent(announcement.kind(), kind -> new LinkedHashSet<>())
                .addAll(announcement.ids());
    }

    synchronized boolean isEmpty() {
        return ids.isEmpty();
    }

    synchronized Map<TenantId, Map<Changes.Kind, Set<UUID>>> take() {
        var taken = Map.copyOf(ids);
        ids.clear();
        return taken;
    }
}
