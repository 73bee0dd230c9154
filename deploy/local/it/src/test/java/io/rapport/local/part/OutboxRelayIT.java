package io.rapport.local.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector of deploy/connect on real parts: what a service writes to its outbox arrives on Kafka. */
class OutboxRelayIT {

    private static final String CONNECTOR = "rapport-outbox";
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m");

    @TempDir
    static Path folder;

    private static final Layout LAYOUT = Layout.find();
    private static final List<RunningPart> PARTS = new ArrayList<>();
    private static Postgres.Options postgres;
    private static Kafka.Options kafka;
    private static Connect.Options connect;

    @BeforeAll
    static void startAndWriteBeforeTheRelayRuns() throws Exception {
        var ports = Ports.free(4);
        postgres = new Postgres.Options(folder.resolve("postgres"), ports.get(0), true, folder.resolve("postgres.log"));
        kafka = new Kafka.Options(
                folder.resolve("kafka"), ports.get(1), ports.get(2), true, SMALL, folder.resolve("kafka.log"));
        connect = new Connect.Options(
                folder.resolve("connect"),
                ports.get(3),
                kafka.bootstrapServers(),
                postgres,
                "rapport",
                SMALL,
                folder.resolve("connect.log"));

        PARTS.add(Postgres.start(LAYOUT, postgres));
        Postgres.bootstrap(postgres, "rapport", Files.readString(LAYOUT.bootstrapSql()));
        createOutbox("routing");
        append("routing", "early", "k0", "{}", null);

        PARTS.add(Kafka.start(LAYOUT, kafka));
        await().atMost(Duration.ofSeconds(60)).until(PARTS.getLast()::isReady);
        PARTS.add(Connect.start(LAYOUT, connect));
        await().atMost(Duration.ofSeconds(60)).until(PARTS.getLast()::isReady);
        Connect.configure(connect.url(), CONNECTOR, Files.readString(LAYOUT.outboxConnector()));
        await().atMost(Duration.ofSeconds(60)).until(() -> Connect.isRunning(connect.url(), CONNECTOR));
    }

    @AfterAll
    static void stop() {
        PARTS.reversed().forEach(part -> part.stop(Duration.ofSeconds(10)));
    }

    @Test
    void shouldRelayWhatWasWrittenBeforeItFirstRan() {
        // when
        var arrived = read("early", 1);

        // then
        assertThat(arrived.getFirst().key()).isEqualTo("k0");
    }

    @Test
    void shouldRelayFromATableMadeWhileItRuns() throws Exception {
        // given
        createOutbox("care_follow_up");

        // when
        append("care_follow_up", "late", "k1", "{\"text\":\"größer\"}", "00-trace-01");
        append("care_follow_up", "late", "k1", "{\"n\":2}", null);

        // then
        var arrived = read("late", 2);
        assertThat(arrived).extracting(ConsumerRecord::value).containsExactly("{\"text\":\"größer\"}", "{\"n\":2}");
        assertThat(headers(arrived.getFirst()))
                .containsEntry("ce_type", "rapport.late.happened.v1")
                .containsEntry("ce_source", "care_follow_up")
                .containsEntry("ce_time", "2030-01-02T03:04:05Z")
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("content-type", "application/json")
                .containsEntry("ce_tenant", "default")
                .containsEntry("traceparent", "00-trace-01")
                .containsEntry("ce_correlationid", null)
                .containsKey("ce_id")
                .doesNotContainKey("id")
                .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("__debezium"));
    }

    @Test
    void shouldRelayRowsOfTheTransactionThatMadeTheTable() throws Exception {
        // given
        try (var connection = as("desk")) {
            connection.setAutoCommit(false);

            // when
            connection.createStatement().execute(OUTBOX);
            insert(connection, "desk", "same-transaction", "k2", "{}", null);
            connection.commit();
        }

        // then
        assertThat(read("same-transaction", 1)).hasSize(1);
    }

    @Test
    void shouldKeepTheOrderAndLoseNothingWhenPostgresIsKilled() throws Exception {
        // given
        createOutbox("experience_scoring");
        for (int i = 0; i < 200; i++) {
            append("experience_scoring", "ordered", "one", Integer.toString(i), null);
        }

        // when
        var killed = PARTS.getFirst();
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        killed.onExit().get();
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            PARTS.set(0, Postgres.start(LAYOUT, postgres));
            return true;
        });
        for (int i = 200; i < 400; i++) {
            append("experience_scoring", "ordered", "one", Integer.toString(i), null);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> Connect.restartFailed(connect.url(), CONNECTOR));

        // then
        var expected = new ArrayList<String>();
        for (int i = 0; i < 400; i++) {
            expected.add(Integer.toString(i));
        }
        var arrived = new ArrayList<>(new java.util.LinkedHashSet<>(
                read("ordered", 400).stream().map(ConsumerRecord::value).toList()));
        assertThat(arrived).isEqualTo(expected);
    }

    private static final String OUTBOX = """
            create table outbox_event (
              seq bigint generated always as identity,
              id uuid not null, topic text not null, key text not null, type text not null, source text not null,
              time text not null, specversion text not null default '1.0',
              content_type text not null default 'application/json', tenant text not null,
              correlationid text, causationid text, traceparent text, payload text not null,
              created_at timestamptz not null default now())
            """;

    private static void createOutbox(String service) throws SQLException {
        try (var connection = as(service)) {
            connection.createStatement().execute(OUTBOX);
        }
    }

    private static void append(String service, String topic, String key, String payload, @Nullable String traceparent)
            throws SQLException {
        try (var connection = as(service)) {
            insert(connection, service, topic, key, payload, traceparent);
        }
    }

    private static void insert(
            Connection connection,
            String service,
            String topic,
            String key,
            String payload,
            @Nullable String traceparent)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into outbox_event (id, topic, key, type, source, time, tenant, traceparent, payload)
                values (gen_random_uuid(), ?, ?, 'rapport.' || ? || '.happened.v1', ?, '2030-01-02T03:04:05Z', 'default', ?, ?)
                """)) {
            statement.setString(1, topic);
            statement.setString(2, key);
            statement.setString(3, topic);
            statement.setString(4, service);
            statement.setString(5, traceparent);
            statement.setString(6, payload);
            statement.executeUpdate();
        }
    }

    private static Connection as(String service) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + postgres.port() + "/rapport?user=" + service);
    }

    private static List<ConsumerRecord<String, String>> read(String topic, int atLeast) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<String, String>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "test-" + topic,
                        "metadata.max.age.ms",
                        "500",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.stream().map(ConsumerRecord::value).distinct().count() >= atLeast;
            });
        }
        return records;
    }

    private static Map<String, @Nullable String> headers(ConsumerRecord<String, String> event) {
        var headers = new LinkedHashMap<String, @Nullable String>();
        event.headers()
                .forEach(header -> headers.put(
                        header.key(),
                        header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
