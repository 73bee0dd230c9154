package io.rapport.local.topics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the platform, read from topics.yaml. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Topics(List<Topic> topics) {

    /**
     * The most partitions a topic gets on one machine: a broker and its clients pay for each in every request, and here nobody
     * has the processors to read more of them at once. Two, so that what must not depend on one partition is seen to.
     */
    private static final int PARTITIONS = 2;

    private static final Duration KEEP_DEAD_LETTERS = Duration.ofDays(90);

    /** One for each pause between a minute and an hour: a partition holds what waits equally long. */
    private static final int RETRY_PARTITIONS = 7;

    /**
     * One topic.
     *
     * @param retention an ISO-8601 duration, or `compact`
     * @param deadLetters the consumer groups that have a dead-letter topic for it
     * @param retries the consumer groups that have a retry topic for it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Topic(String name, int partitions, String retention, List<String> deadLetters, List<String> retries) {

        public Topic {
            deadLetters = deadLetters == null ? List.of() : deadLetters;
            retries = retries == null ? List.of() : retries;
        }
    }

    public static Topics read(Path yaml) throws IOException {
        return new YAMLMapper().readValue(yaml.toFile(), Topics.class);
    }

    /** Every topic to create, those of dead letters and of retries included. */
    public List<NewTopic> toCreate() {
        var all = new ArrayList<NewTopic>();
        for (var topic : topics) {
            all.add(new NewTopic(topic.name(), Math.min(topic.partitions(), PARTITIONS), (short) 1)
                    .configs(retention(topic.retention())));
            for (var group : topic.deadLetters()) {
                all.add(new NewTopic(topic.name() + "." + group + ".dlq", 1, (short) 1)
                        .configs(retention(KEEP_DEAD_LETTERS.toString())));
            }
            for (var group : topic.retries()) {
                all.add(new NewTopic(topic.name() + "." + group + ".retry", RETRY_PARTITIONS, (short) 1)
                        .configs(retention(topic.retention())));
            }
        }
        return all;
    }

    /** Creates what is missing and leaves alone what is there. */
    public void create(String bootstrapServers) throws IOException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var present = admin.listTopics().names().get();
            var missing = toCreate().stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            throw new IOException("Could not create the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Map<String, String> retention(String retention) {
        return retention.equals("compact")
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.parse(retention).toMillis()));
    }
}
