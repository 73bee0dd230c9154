package io.rapport.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.agents.AgentPresenceChanged;
import io.rapport.contracts.agents.AgentProfileChanged;
import io.rapport.contracts.care.RecoveryClosed;
import io.rapport.contracts.care.RecoveryOpened;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.Presence;
import io.rapport.platform.testkit.InjectTestLog;
import io.rapport.platform.testkit.PlatformResource;
import io.rapport.platform.testkit.TestLog;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The messaging library and the outbox together, in a service as small as can be, on real Kafka and PostgreSQL. */
@QuarkusTest
@WithTestResource(PlatformResource.class)
class PipelineIT {
    private static final String AGENTS_DLQ = Topics.deadLetters(Topics.AGENTS, "outbox-test");

    @InjectTestLog
    TestLog log;

    @Inject
    ObedientConsumer consumer;

    @Inject
    Cleaner cleaner;

    @Inject
    OutboxConfig config;

    @Inject
    Pool pool;

    @Inject
    MeterRegistry metrics;

    @Test
    void shouldHandleOnceWhenEventsArriveTwiceAndOutOfOrder() {
        // given
        var first = profile("twice-1");
        var second = profile("twice-2");

        // when
        log.send(Topics.AGENTS, second, first, first, second, second);
        var last = profile("twice-last");
        log.send(Topics.AGENTS, first, last);

        // then
        awaitSeen("twice-last");
        log.await("all seen", () -> seen("twice-%").size() == 3);
        assertThat(outboxCausedBy(first)).isEqualTo(1);
        assertThat(outboxCausedBy(second)).isEqualTo(1);
    }

    @Test
    void shouldDeadLetterOnlyThePoisonWhenABatchFails() {
        // given
        var good = IntStream.range(0, 50).mapToObj(i -> profile("batch-" + i)).toList();
        var poison = profile("poison-1");
        var all = new java.util.ArrayList<Event<?>>(good);
        all.add(25, poison);

        // when
        log.send(Topics.AGENTS, all.toArray(Event<?>[]::new));

        // then
        log.await("the good ones", () -> seen("batch-%").size() == 50);
        var letter = log.await(() -> letters(AGENTS_DLQ, poison).stream().findFirst());
        assertThat(header(letter, "dead-letter-reason")).isEqualTo("I was told to fail");
        assertThat(header(letter, "dead-letter-group")).isEqualTo("outbox-test");
        assertThat(header(letter, "dead-letter-offset")).isNotNull();
        assertThat(seen("poison-1")).isEmpty();
        assertThat(outboxCausedBy(poison)).isZero();
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString(AGENTS_DLQ));
    }

    @Test
    void shouldHandleSeveralTopicsTogetherAndDeadLetterThePoisonOfEach() {
        // given
        var closed = IntStream.range(0, 20)
                .mapToObj(i -> closed("several-closed-" + i))
                .toList();
        var consents = IntStream.range(0, 20)
                .mapToObj(i -> consent("several-consent-" + i))
                .toList();
        var poisons = List.of(closed("poison-closed"), consent("poison-consent"));
        var unwanted = log.event(
                UUID.randomUUID(),
                new RecoveryOpened(
                        new CustomerId(UUID.randomUUID()),
                        Instant.EPOCH,
                        UUID.randomUUID(),
                        null,
                        null,
                        "bad rating",
                        Instant.EPOCH,
                        null,
                        new Explanation("test", "For the test.", "1")));

        // when
        log.send(Topics.CARE, closed.toArray(Event<?>[]::new));
        log.send(Topics.CARE, unwanted, poisons.getFirst());
        log.send(Topics.CUSTOMERS, poisons.getLast());
        log.send(Topics.CUSTOMERS, consents.toArray(Event<?>[]::new));

        // then
        log.await("both topics", () -> seen("several-%").size() == 40);
        for (var topic : List.of(Topics.CARE, Topics.CUSTOMERS)) {
            var letters = log.await(() -> Optional.of(log.records(Topics.deadLetters(topic, "outbox-test")))
                    .filter(it -> !it.isEmpty()));
            assertThat(letters).hasSize(1);
            assertThat(header(letters.getFirst(), "dead-letter-reason")).isEqualTo("I was told to fail");
        }
        assertThat(seen("poison-c%")).isEmpty();
        for (var topic : List.of("care", "customers")) {
            assertThat(handled(topic)).as(topic).isEqualTo(20);
        }
    }

    @Test
    void shouldWaitAndLoseNothingWhenTheFaultPasses() {
        // given
        consumer.impatience.set(3);
        var event = profile("patience-1");

        // when
        log.send(Topics.AGENTS, event);

        // then
        awaitSeen("patience-1");
        assertThat(consumer.impatience.get()).isLessThanOrEqualTo(0);
        assertThat(letters(AGENTS_DLQ, event)).isEmpty();
    }

    @Test
    void shouldWaitWhenTheFirstOfStatementsSentTogetherFailsForAMoment() {
        // given
        var event = profile("deadlock-1");

        // when
        log.send(Topics.AGENTS, event);

        // then
        awaitSeen("deadlock-1");
        assertThat(consumer.deadlocks.get()).isLessThan(0);
        assertThat(outboxCausedBy(event)).isEqualTo(1);
        assertThat(letters(AGENTS_DLQ, event)).isEmpty();
    }

    @Test
    void shouldNameTheFirstFailureWhenStatementsAreSentTogether() {
        // given
        var refused = profile("refused-1");

        // when
        log.send(Topics.AGENTS, refused);

        // then
        var letter = log.await(() -> letters(AGENTS_DLQ, refused).stream().findFirst());
        assertThat(header(letter, "dead-letter-reason")).contains("division by zero");
        assertThat(seen("refused-1")).isEmpty();
    }

    @Test
    void shouldDeadLetterWhatIsNoEventAndPassOverWhatIsUnknownOrUnwanted() {
        // given
        var headers = Map.of(
                "ce_id", UUID.randomUUID().toString(),
                "ce_source", "/rapport/test",
                "ce_time", "2026-01-01T00:00:00Z",
                "ce_tenant", "default");
        var broken = new java.util.HashMap<>(headers);
        broken.put("ce_type", "rapport.agents.agent-profile-changed.v1");
        var unknown = new java.util.HashMap<>(headers);
        unknown.put("ce_type", "rapport.agents.agent-promoted.v7");
        var unwanted = log.event(
                UUID.randomUUID(),
                new AgentPresenceChanged(new AgentId(UUID.randomUUID()), Presence.AWAY, Instant.EPOCH));

        // when
        log.sendRaw(Topics.AGENTS, "default:broken", "{\"displayName\":".getBytes(StandardCharsets.UTF_8), broken);
        log.sendRaw(Topics.AGENTS, "default:headless", "{}".getBytes(StandardCharsets.UTF_8), Map.of());
        log.sendRaw(Topics.AGENTS, "default:unknown", "{}".getBytes(StandardCharsets.UTF_8), unknown);
        log.send(Topics.AGENTS, unwanted, profile("after-the-broken"));

        // then
        awaitSeen("after-the-broken");
        log.await("two letters", () -> keys(AGENTS_DLQ).containsAll(List.of("default:broken", "default:headless")));
        assertThat(keys(AGENTS_DLQ))
                .doesNotContain("default:unknown", unwanted.envelope().key());
    }

    @Test
    void shouldDeadLetterACommandNobodyUnderstands() {
        // given
        var headers = Map.of(
                "ce_id", UUID.randomUUID().toString(),
                "ce_type", "rapport.outbound.sing-a-song.v1",
                "ce_source", "/rapport/test",
                "ce_time", "2026-01-01T00:00:00Z",
                "ce_tenant", "default");

        // when
        log.sendRaw(Topics.outbound(Channel.SMS), "default:song", "{}".getBytes(StandardCharsets.UTF_8), headers);

        // then
        var dlq = Topics.deadLetters(Topics.outbound(Channel.SMS), "outbox-test");
        log.await("the letter", () -> keys(dlq).contains("default:song"));
    }

    @Test
    void shouldPassOverWhatIsReplayedForAnotherGroup() {
        // given
        var theirs = profile("replay-theirs");
        var record = log.json();

        // when
        log.sendRaw(
                Topics.AGENTS, theirs.envelope().key(), bytes(record, theirs), replayHeaders(theirs, "someone-else"));
        var ours = profile("replay-ours");
        log.sendRaw(Topics.AGENTS, theirs.envelope().key(), bytes(record, ours), replayHeaders(ours, "outbox-test"));

        // then
        awaitSeen("replay-ours");
        assertThat(seen("replay-theirs")).isEmpty();
    }

    @Test
    void shouldRemoveAllOldRowsOfACleanedTableAndNoOther() {
        // given
        for (int i = 0; i < 5; i++) {
            log.query(
                    "insert into seen (tenant, name, at) values ('default', 'cleaned-old', now() - interval '31 days')");
        }
        log.query(
                "insert into seen (tenant, name, at) values ('default', 'cleaned-young', now() - interval '29 days')");
        // when
        cleaner.clean().await().atMost(Duration.ofSeconds(30));
        // then
        assertThat(seen("cleaned-old")).isEmpty();
        assertThat(seen("cleaned-young")).hasSize(1);
    }

    @Test
    void shouldRemoveOldRowsOfTheOutboxAndTheInboxAndNoOther() {
        // given
        for (int i = 0; i < 5; i++) {
            insertOutbox(i - 10, "cleaned-old", "25 hours");
            insertInbox("cleaned-old", "15 days");
        }
        insertOutbox(-1, "cleaned-young", "23 hours");
        insertInbox("cleaned-young", "13 days");
        // when
        cleaner.clean().await().atMost(Duration.ofSeconds(30));
        // then: the other tests read these tables, too
        for (var table : List.of("outbox_event", "inbox_event")) {
            assertThat(log.query("delete from " + table + " where tenant like 'cleaned-%' returning tenant"))
                    .containsExactly(Map.of("tenant", "cleaned-young"));
        }
    }

    private void insertOutbox(int seq, String tenant, String age) {
        log.query(
                "insert into outbox_event (seq, id, topic, key, type, source, time, tenant, correlationid, causationid, "
                        + "payload, created_at) overriding system value "
                        + "values (?, ?, 'cleaned', 'k', 't', 's', '', ?, '-', '-', '{}', now() - ?::interval)",
                seq,
                UUID.randomUUID(),
                tenant,
                age);
    }

    private void insertInbox(String tenant, String age) {
        log.query(
                "insert into inbox_event (event_id, tenant, received_at) values (?, ?, now() - ?::interval)",
                UUID.randomUUID(),
                tenant,
                age);
    }

    @Test
    void shouldGoThroughALargeTableBitByBit() {
        // given: four rows on a page, pages for three steps
        log.query("create table large (name text not null, at timestamptz not null)");
        int rows = 3 * 4 * Cleaner.STEP;
        log.query(
                "insert into large select rpad('old', 1900, '-'), now() - interval '31 days' from generate_series(1, ?)",
                rows);
        log.query("insert into large values ('young', now() - interval '29 days')");
        var many = new Cleaner(
                pool,
                Clock.systemUTC(),
                config,
                Duration.ofDays(14),
                List.of(new Cleaned("large", "at", Duration.ofDays(30))));
        // when
        many.clean().await().atMost(Duration.ofSeconds(30));
        // then
        assertThat(log.query("select 1 from large").size()).isBetween(rows / 2, rows);
        // when: wherever it began
        for (int round = 0; round < 3; round++) {
            many.clean().await().atMost(Duration.ofSeconds(30));
        }
        // then
        assertThat(log.query("select name from large")).containsExactly(Map.of("name", "young"));
    }

    @Test
    void shouldLookAtThePagesOfAStepAlone() {
        var explain = "explain "
                + new Cleaned("seen", "at", Duration.ofDays(1))
                        .statement()
                        .replace("$1", "now()")
                        .replace("$2", "0")
                        .replace("$3", "128");
        assertThat(log.query(explain).toString()).contains("Tid Range Scan on seen");
    }

    private static Map<String, String> replayHeaders(Event<?> event, String group) {
        return Map.of(
                "ce_id",
                event.envelope().id().toString(),
                "ce_type",
                event.envelope().type(),
                "ce_source",
                "/rapport/test",
                "ce_time",
                event.envelope().time().toString(),
                "ce_tenant",
                "default",
                "replay-for",
                group);
    }

    private static byte[] bytes(com.fasterxml.jackson.databind.ObjectMapper json, Event<?> event) {
        try {
            return json.writeValueAsBytes(event.data());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Event<AgentProfileChanged> profile(String name) {
        var id = UUID.randomUUID();
        return log.event(id, new AgentProfileChanged(new AgentId(id), name, 5, false, true, Instant.EPOCH));
    }

    private Event<RecoveryClosed> closed(String note) {
        var customer = UUID.randomUUID();
        return log.event(
                customer,
                new RecoveryClosed(new CustomerId(customer), Instant.EPOCH, UUID.randomUUID(), null, true, note));
    }

    private Event<ConsentChanged> consent(String evidence) {
        var customer = UUID.randomUUID();
        return log.event(
                customer,
                new ConsentChanged(
                        new CustomerId(customer),
                        Instant.EPOCH,
                        MessagePurpose.SURVEY,
                        null,
                        ConsentStatus.GRANTED,
                        evidence));
    }

    private double handled(String stream) {
        return metrics.find("rapport.events").tag("outcome", "handled").counters().stream()
                .filter(it -> it.getId().getTag("topic").endsWith("rapport." + stream + ".v1"))
                .mapToDouble(Counter::count)
                .sum();
    }

    private void awaitSeen(String name) {
        log.await(name + " seen", () -> seen(name).size() == 1);
    }

    private List<Map<String, Object>> seen(String pattern) {
        return log.query("select name from seen where name like ?", pattern);
    }

    private long outboxCausedBy(Event<?> event) {
        return log.outbox().stream()
                .filter(row -> event.envelope().id().toString().equals(row.causationId()))
                .count();
    }

    private List<ConsumerRecord<String, byte[]>> letters(String topic, Event<?> event) {
        return log.records(topic).stream()
                .filter(letter -> event.envelope().id().toString().equals(header(letter, "ce_id")))
                .toList();
    }

    private List<String> keys(String topic) {
        return log.records(topic).stream().map(ConsumerRecord::key).toList();
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
