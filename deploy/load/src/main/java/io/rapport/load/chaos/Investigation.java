package io.rapport.load.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.Topics;
import io.rapport.contracts.conversations.ConversationOpened;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.load.chaos.Evidence.Outbox;
import io.rapport.load.chaos.Evidence.Row;
import io.rapport.load.mail.Mails;
import io.rapport.load.stack.Lag;
import io.rapport.load.stack.RunningStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Collects {@link Evidence} from the whole log and from the databases, past every service. */
final class Investigation implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECEIVED = Contracts.typeOf(MessageReceived.class);
    private static final String OPENED = Contracts.typeOf(ConversationOpened.class);

    private final RunningStack stack;
    private final Mails mails;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Lag lag;
    private final Map<String, Set<String>> idsByTopic = new HashMap<>();
    private final Map<Integer, Set<String>> receptions = new HashMap<>();
    private final Map<Integer, Set<String>> openings = new HashMap<>();
    private final Map<String, Integer> mailByConversation = new HashMap<>();
    private final Map<String, Map<Long, Set<String>>> versions = new HashMap<>();
    private final Map<String, Long> deadLetters = new TreeMap<>();

    Investigation(RunningStack stack, Mails mails) {
        this.stack = stack;
        this.mails = mails;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith("rapport."))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.lag = new Lag(stack.bootstrapServers());
    }

    /** The evidence now; may be asked for again and reads only what is new on the log. */
    Evidence collect(int sent, int accepted) throws Exception {
        var unread = lag.byGroup();
        var outboxRows = new HashMap<String, List<OutboxRow>>();
        List<Row> routing;
        List<Row> desk;
        int shown;
        int counted;
        try (var database = DriverManager.getConnection(stack.jdbcUrl())) {
            for (var schema : schemas(database)) {
                outboxRows.put(schema, outbox(database, schema));
            }
            routing = rows(
                    database,
                    "select party, id, version, state, agent_id from routing.conversation where party like ?");
            desk = rows(
                    database,
                    "select customer_address, id, version, state, assignee from desk.conversation where customer_address like ?");
            shown = count(database, """
                    select count(*) from desk.timeline_entry e join desk.thread t on t.tenant = e.tenant and t.id = e.thread_id
                    where e.direction = 'INWARD' and t.party like ?
                    """);
            counted = count(
                    database,
                    "select coalesce(sum(inward_count), 0) from customer_profile.profile where address like ?");
        }
        readLog();
        return new Evidence(
                sent,
                accepted,
                sizes(receptions),
                sizes(openings),
                versionsOfThisRun(),
                routing,
                desk,
                shown,
                counted,
                compare(outboxRows),
                Map.copyOf(deadLetters),
                unread);
    }

    private void readLog() throws IOException {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                note(record);
            }
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.topic().endsWith(".dlq")) {
            deadLetters.merge(record.topic(), 1L, Long::sum);
            return;
        }
        var id = header(record, "ce_id");
        var type = header(record, "ce_type");
        idsByTopic.computeIfAbsent(record.topic(), topic -> new HashSet<>()).add(id);
        if (RECEIVED.equals(type)) {
            note(receptions, mails.numberIn(record.value()), id);
        } else if (record.topic().equals(Topics.CONVERSATIONS)) {
            if (OPENED.equals(type)) {
                int mail = mails.numberIn(record.value());
                note(openings, mail, id);
                mailByConversation.put(record.key(), mail);
            }
            JsonNode version = JSON.readTree(record.value()).path("version");
            if (version.isIntegralNumber()) {
                versions.computeIfAbsent(record.key(), key -> new HashMap<>())
                        .computeIfAbsent(version.asLong(), number -> new HashSet<>())
                        .add(id);
            }
        }
    }

    private static void note(Map<Integer, Set<String>> ids, int mail, String id) {
        if (mail >= 0) {
            ids.computeIfAbsent(mail, number -> new HashSet<>()).add(id);
        }
    }

    private static Map<Integer, Integer> sizes(Map<Integer, Set<String>> ids) {
        var sizes = new HashMap<Integer, Integer>();
        ids.forEach((mail, found) -> sizes.put(mail, found.size()));
        return sizes;
    }

    private Map<String, Map<Long, Integer>> versionsOfThisRun() {
        var counts = new HashMap<String, Map<Long, Integer>>();
        versions.forEach((key, ids) -> {
            if (mailByConversation.getOrDefault(key, -1) >= 0) {
                var byVersion = new HashMap<Long, Integer>();
                ids.forEach((version, found) -> byVersion.put(version, found.size()));
                // A key is the tenant and the conversation's id.
                counts.put(key.substring(key.indexOf(':') + 1), byVersion);
            }
        });
        return counts;
    }

    private Map<String, Outbox> compare(Map<String, List<OutboxRow>> outboxRows) {
        var outboxes = new TreeMap<String, Outbox>();
        outboxRows.forEach((schema, rows) -> outboxes.put(schema, new Outbox(rows.size(), (int) rows.stream()
                .filter(row -> idsByTopic.getOrDefault(row.topic(), Set.of()).contains(row.id()))
                .count())));
        return outboxes;
    }

    private record OutboxRow(String id, String topic) {}

    private static List<String> schemas(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var found = statement.executeQuery(
                        "select table_schema from information_schema.tables where table_name = 'outbox_event'")) {
            var schemas = new ArrayList<String>();
            while (found.next()) {
                schemas.add(found.getString(1));
            }
            return schemas;
        }
    }

    private static List<OutboxRow> outbox(Connection database, String schema) throws SQLException {
        try (var statement = database.createStatement();
                var found = statement.executeQuery("select id::text, topic from \"" + schema + "\".outbox_event")) {
            var rows = new ArrayList<OutboxRow>();
            while (found.next()) {
                rows.add(new OutboxRow(found.getString(1), found.getString(2)));
            }
            return rows;
        }
    }

    private List<Row> rows(Connection database, String sql) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setString(1, mails.marker() + "%");
            try (var found = statement.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (found.next()) {
                    int mail = mails.numberIn(found.getString(1).getBytes(StandardCharsets.UTF_8));
                    var agent = found.getString(5);
                    rows.add(new Row(
                            mail,
                            found.getString(2),
                            found.getLong(3),
                            found.getString(4),
                            agent == null ? "" : agent));
                }
                return rows;
            }
        }
    }

    private int count(Connection database, String sql) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            statement.setString(1, mails.marker() + "%");
            try (var found = statement.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
        lag.close();
    }
}
