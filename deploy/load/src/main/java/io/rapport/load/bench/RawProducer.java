package io.rapport.load.bench;

import io.rapport.load.cpu.CpuMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What this machine's Kafka takes from one producer that does nothing else: the measure for all other rates. */
final class RawProducer {

    static final int RECORD_BYTES = 250;

    private static final String TOPIC = "rapport.load.raw";
    private static final int PARTITIONS = 6;

    private RawProducer() {}

    /**
     * How it went.
     *
     * @param producerMicros the processor time of one record in the producer
     * @param brokerMicros the processor time of one record in the broker
     */
    record Result(long records, double seconds, double perSecond, double producerMicros, double brokerMicros) {
        /** The processor time of one record in both: what this machine's microseconds are worth. */
        double micros() {
            return producerMicros + brokerMicros;
        }
    }

    /** Sends for that long with acks=all, and for half of it before to warm up. */
    static Result measure(String bootstrapServers, long brokerPid, Duration length) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
            try (var producer = new KafkaProducer<byte[], byte[]>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrapServers,
                            "acks",
                            "all",
                            "linger.ms",
                            1,
                            "batch.size",
                            128 * 1024),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                send(producer, length.dividedBy(2));
                long ownBefore = CpuMeter.ownNanos();
                var broker = CpuMeter.start(Map.of("kafka", brokerPid));
                long begun = System.nanoTime();
                long sent = send(producer, length);
                double seconds = (System.nanoTime() - begun) / 1e9;
                double own = (CpuMeter.ownNanos() - ownBefore) / 1e3;
                double brokers = broker.stop().nanos().getOrDefault("kafka", 0L) / 1e3;
                return new Result(sent, seconds, sent / seconds, own / sent, brokers / sent);
            } finally {
                admin.deleteTopics(List.of(TOPIC)).all().get();
            }
        }
    }

    /** Returns how many the broker has acknowledged. */
    private static long send(KafkaProducer<byte[], byte[]> producer, Duration length) throws ExecutionException {
        var acknowledged = new AtomicLong();
        var payload = new byte[RECORD_BYTES];
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            for (int i = 0; i < 100; i++) {
                var unused = producer.send(new ProducerRecord<>(TOPIC, payload), (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.incrementAndGet();
                    }
                });
            }
        }
        producer.flush();
        return acknowledged.get();
    }
}
