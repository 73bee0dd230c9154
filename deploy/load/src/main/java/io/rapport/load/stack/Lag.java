package io.rapport.load.stack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/** What the consumer groups have not read yet. */
public final class Lag implements AutoCloseable {

    private final Admin admin;

    public Lag(String bootstrapServers) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 5_000,
                "default.api.timeout.ms", 10_000));
    }

    /** Records by group; groups without any are left out. */
    public Map<String, Long> byGroup() throws ExecutionException, InterruptedException {
        var groups = new HashMap<String, ListConsumerGroupOffsetsSpec>();
        for (GroupListing group : admin.listGroups(
                        new ListGroupsOptions().withTypes(Set.of(GroupType.CLASSIC, GroupType.CONSUMER)))
                .all()
                .get()) {
            groups.put(group.groupId(), new ListConsumerGroupOffsetsSpec());
        }
        var committed = admin.listConsumerGroupOffsets(groups).all().get();
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        committed
                .values()
                .forEach(offsets -> offsets.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest())));
        var latest = admin.listOffsets(ends).all().get();
        var lag = new TreeMap<String, Long>();
        committed.forEach((group, offsets) -> latest.forEach((partition, end) -> {
            var offset = offsets.get(partition);
            if (offset != null && end.offset() > offset.offset()) {
                lag.merge(group, end.offset() - offset.offset(), Long::sum);
            }
        }));
        return lag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
