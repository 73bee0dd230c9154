package io.rapport.local.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.part.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {

    @TempDir
    Path folder;

    @Test
    void shouldAddADeadLetterAndARetryTopicForEachGroup() throws Exception {
        // given
        var yaml = Files.writeString(folder.resolve("topics.yaml"), """
                topics:
                  - name: a.v1
                    owner: someone
                    partitions: 6
                    retention: P1D
                    deadLetters: [routing, desk]
                    retries: [desk]
                  - name: b.v1
                    partitions: 1
                    retention: compact
                """);

        // when
        var topics = Topics.read(yaml).toCreate().stream().collect(Collectors.toMap(NewTopic::name, topic -> topic));

        // then
        assertThat(topics).containsOnlyKeys("a.v1", "a.v1.routing.dlq", "a.v1.desk.dlq", "a.v1.desk.retry", "b.v1");
        assertThat(topics.get("a.v1").numPartitions()).isEqualTo(2);
        assertThat(topics.get("b.v1").numPartitions()).isEqualTo(1);
        assertThat(topics.get("a.v1").configs()).containsEntry("retention.ms", "86400000");
        assertThat(topics.get("a.v1.desk.retry").numPartitions()).isEqualTo(7);
        assertThat(topics.get("b.v1").configs()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void shouldReadTheTopicsOfThePlatform() throws Exception {
        assertThat(Topics.read(Layout.find().topics()).toCreate())
                .extracting(NewTopic::name)
                .contains("rapport.interactions.v1", "rapport.interactions.v1.routing.dlq");
    }
}
