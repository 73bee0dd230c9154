package io.rapport.email.support;

import io.rapport.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.ConfigProvider;

/** For a time the broker takes only small events about interactions; a little later than this is told, either way. */
public final class SmallEvents implements AutoCloseable {
    private static final String MOST_BYTES = "20000";

    public SmallEvents() {
        alter(OpType.SET);
    }

    @Override
    public void close() {
        alter(OpType.DELETE);
    }

    private static void alter(OpType operation) {
        var config = ConfigProvider.getConfig();
        var topic = new ConfigResource(
                ConfigResource.Type.TOPIC, config.getValue("rapport.topic-prefix", String.class) + Topics.INTERACTIONS);
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", config.getValue("kafka.bootstrap.servers", String.class)))) {
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MOST_BYTES), operation))))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
