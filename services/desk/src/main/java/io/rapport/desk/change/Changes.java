package io.rapport.desk.change;

import io.rapport.contracts.value.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a transaction changed, by id: announced inside it, heard by every desk once it has committed.
 *
 * <p>A notification is {@code <kind>|<tenant>|<id>,<id>…}; PostgreSQL takes at most 8,000 bytes of each.
 */
public final class Changes {
    /** The notification channel, one for every kind. */
    public static final String CHANNEL = "desk_change";

    /** 36 characters and a comma each: safely below the limit, with the tenant before them. */
    private static final int IDS_A_NOTIFICATION = 200;

    /** What the ids are of. */
    public enum Kind {
        CONVERSATION,
        CUSTOMER,
        ENTRY,
        AGENT,
        CARE
    }

    private record Group(Kind kind, TenantId tenant) {}

    private final Map<Group, Set<UUID>> ids = new LinkedHashMap<>();

    public Changes add(Kind kind, TenantId tenant, UUID id) {
        ids.computeIfAbsent(new Group(kind, tenant), group -> new LinkedHashSet<>())
                .add(id);
        return this;
    }

    /** One statement however much changed; none when nothing did. */
    public Uni<Void> announce(SqlClient transaction) {
        var payloads = payloads();
        if (payloads.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("select pg_notify($1, payload) from unnest($2::text[]) payload")
                .execute(Tuple.of(CHANNEL, payloads.toArray(String[]::new)))
                .replaceWithVoid();
    }

    List<String> payloads() {
        var payloads = new ArrayList<String>();
        ids.forEach((group, members) -> {
            var all = List.copyOf(members);
            for (int from = 0; from < all.size(); from += IDS_A_NOTIFICATION) {
                var some = all.subList(from, Math.min(from + IDS_A_NOTIFICATION, all.size()));
                payloads.add(group.kind + "|" + group.tenant + "|"
                        + String.join(",", some.stream().map(UUID::toString).toList()));
            }
        });
        return payloads;
    }

    /** One notification, read back. */
    public record Announcement(Kind kind, TenantId tenant, Set<UUID> ids) {
        public static Announcement parse(String payload) {
            var parts = payload.split("\\|", 3);
            var ids = new LinkedHashSet<UUID>();
            for (var id : parts[2].split(",")) {
                ids.add(UUID.fromString(id));
            }
            return new Announcement(Kind.valueOf(parts[0]), TenantId.of(parts[1]), ids);
        }
    }
}
