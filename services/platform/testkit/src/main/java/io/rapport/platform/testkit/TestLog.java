package io.rapport.platform.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.Keys;
import io.rapport.contracts.Topics;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.EventCodec;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The log and the database as a test sees them: from outside the service. */
public final class TestLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Infrastructure infrastructure;
    private final String database;
    private final String prefix;
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final EventCodec codec = new EventCodec(json);
    private @Nullable KafkaProducer<String, byte[]> producer;

    TestLog(Infrastructure infrastructure, String database, String prefix) {
        this.infrastructure = infrastructure;
        this.database = database;
        this.prefix = prefix;
    }

    /** An event of the default tenant that nothing has caused. */
    public <T> Event<T> event(UUID aggregate, T data) {
        return event(TenantId.DEFAULT, aggregate, data);
    }

    /** An event of a tenant that nothing has caused. */
    public <T> Event<T> event(TenantId tenant, UUID aggregate, T data) {
        var envelope = new Envelope(
                UUID.randomUUID(),
                Contracts.typeOf(data.getClass()),
                "/rapport/test",
                Clock.systemUTC().instant(),
                tenant,
                Keys.of(tenant, aggregate),
                null,
                null,
                null);
        return new Event<>(envelope, data);
    }

    /** Sends the events in this order and returns when the broker has them. */
    public void send(String topic, Event<?>... events) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var event : events) {
            sent.add(producer().send(codec.encode(prefix + topic, event)));
        }
        sent.forEach(TestLog::done);
    }

    /** Sends what is no event. */
    public void sendRaw(String topic, String key, byte[] value, Map<String, String> headers) {
        var out = new ProducerRecord<>(prefix + topic, key, value);
        headers.forEach((name, header) -> out.headers().add(name, header.getBytes(StandardCharsets.UTF_8)));
        done(producer().send(out));
    }

    /** Every record of a topic until now; none when there is no such topic. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                infrastructure.bootstrapServers(),
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var named = consumer.listTopics().get(prefix + topic);
            if (named == null) {
                return List.of();
            }
            var partitions = named.stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    /** What was told about interactions with this value in a field of the payload. */
    public List<ConsumerRecord<String, byte[]>> interactions(String field, String value) {
        return records(Topics.INTERACTIONS).stream()
                .filter(it -> json(it).path(field).asText().equals(value))
                .toList();
    }

    /** Waits for this many reports of a status on a command and gives the last. */
    public JsonNode delivery(Event<SendMessage> command, DeliveryStatus status, int times) {
        return await(() -> {
            var reports = interactions("commandId", command.data().commandId().toString()).stream()
                    .map(this::json)
                    .filter(it -> it.path("status").asText().equals(status.name()))
                    .toList();
            return reports.size() < times ? Optional.<JsonNode>empty() : Optional.of(reports.getLast());
        });
    }

    /** Waits until a group has buried an event with a reason that contains this. */
    public void awaitDeadLetter(String topic, String group, Event<?> event, String reason) {
        var id = event.envelope().id().toString();
        await(
                "the dead letter",
                () -> records(Topics.deadLetters(topic, group)).stream()
                        .anyMatch(it -> header(it, "ce_id").equals(id)
                                && header(it, "dead-letter-reason").contains(reason)));
    }

    /** A header that the record has. */
    public static String header(ConsumerRecord<?, ?> in, String name) {
        return new String(in.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The payload of a record. */
    public JsonNode json(ConsumerRecord<String, byte[]> in) {
        return read(new String(in.value(), StandardCharsets.UTF_8));
    }

    /** What the service told the log through its outbox, in order. */
    public List<OutboxRow> outbox() {
        var rows = new ArrayList<OutboxRow>();
        for (var row : query("select * from outbox_event order by seq")) {
            rows.add(new OutboxRow(
                    UUID.fromString(text(row, "id")),
                    text(row, "topic").substring(prefix.length()),
                    text(row, "key"),
                    text(row, "type"),
                    text(row, "tenant"),
                    (String) row.get("correlationid"),
                    (String) row.get("causationid"),
                    read(text(row, "payload"))));
        }
        return rows;
    }

    /** Rows of the service's own tables, each by column name. */
    public List<Map<String, @Nullable Object>> query(String sql, Object... arguments) {
        try (var connection = DriverManager.getConnection(infrastructure.jdbcUrl(database), database, database);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            if (!statement.execute()) {
                return List.of();
            }
            var rows = new ArrayList<Map<String, @Nullable Object>>();
            try (var result = statement.getResultSet()) {
                var columns = result.getMetaData();
                while (result.next()) {
                    var row = new LinkedHashMap<String, @Nullable Object>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.put(columns.getColumnLabel(i), result.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Waits, at most half a minute, until the condition holds. */
    public void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                // a peer in this JVM may throw when its client hangs up; the condition alone decides
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition::getAsBoolean);
    }

    /** Waits, at most half a minute, until there is something. */
    public <T> T await(Supplier<Optional<T>> something) {
        return Awaitility.await()
                .dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(something::get, Optional::isPresent)
                .orElseThrow();
    }

    /** The mapper the wire is written with. */
    public ObjectMapper json() {
        return json;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            infrastructure.bootstrapServers(),
                            ProducerConfig.ACKS_CONFIG,
                            "all"),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A payload is no JSON: " + text, e);
        }
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    private static void done(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
