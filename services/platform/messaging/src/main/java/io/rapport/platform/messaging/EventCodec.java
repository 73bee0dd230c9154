package io.rapport.platform.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.rapport.contracts.Contracts;
import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.value.TenantId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka records in CloudEvents binary mode.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">the
 *     CloudEvents Kafka protocol binding</a>
 */
@Singleton
public class EventCodec {
    public static final String CONTENT_TYPE = "application/json";
    static final String SPEC_VERSION = "1.0";

    private final ObjectMapper json;

    public EventCodec(ObjectMapper json) {
        this.json = json.copy()
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .registerModule(new SimpleModule().addDeserializer(Instant.class, new EventTime()));
    }

    /** A reader of one stream's events; build it once. */
    <T> Reader<T> reader(Class<T> stream) {
        return new Reader<>(readers(List.of(stream)));
    }

    /** A reader of several streams' events. */
    Reader<Object> reader(List<Class<?>> streams) {
        return new Reader<>(readers(streams));
    }

    private Map<String, ObjectReader> readers(List<? extends Class<?>> streams) {
        var readers = new HashMap<String, ObjectReader>();
        for (var stream : streams) {
            Contracts.typesOf(stream).forEach((wireName, type) -> readers.put(wireName, json.readerFor(type)));
        }
        return readers;
    }

    /** The payload as JSON in UTF-8; absent values are left out. */
    public byte[] payload(Object data) {
        try {
            return json.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every event record can be written as JSON; " + data.getClass(), e);
        }
    }

    /** The record of an event for this topic. */
    public ProducerRecord<String, byte[]> encode(String topic, Event<?> event) {
        var envelope = event.envelope();
        var value = payload(event.data());
        var out = new ProducerRecord<>(topic, null, envelope.time().toEpochMilli(), envelope.key(), value);
        var headers = out.headers();
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", envelope.id().toString());
        add(headers, "ce_type", envelope.type());
        add(headers, "ce_source", envelope.source());
        add(headers, "ce_time", envelope.time().toString());
        add(headers, "ce_tenant", envelope.tenant().value());
        add(headers, "ce_correlationid", envelope.correlationId());
        add(headers, "ce_causationid", envelope.causationId());
        add(headers, "traceparent", envelope.traceparent());
        add(headers, "content-type", CONTENT_TYPE);
        return out;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    static @Nullable String header(ConsumerRecord<?, ?> in, String name) {
        var header = in.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The declared type of a record, without reading its payload. */
    static @Nullable String typeOf(ConsumerRecord<?, ?> in) {
        return header(in, "ce_type");
    }

    /** Reads the events of one stream. */
    static final class Reader<T> {
        private final Map<String, ObjectReader> readers;

        private Reader(Map<String, ObjectReader> readers) {
            this.readers = readers;
        }

        boolean knows(String type) {
            return readers.containsKey(type);
        }

        /**
         * The event in a record.
         *
         * @throws Undecodable when it is none, with what is missing or wrong
         */
        Event<T> decode(ConsumerRecord<String, byte[]> in) {
            var type = required(in, "ce_type");
            var reader = readers.get(type);
            if (reader == null) {
                throw new Undecodable("Unknown type \"" + type + "\"");
            }
            var envelope = envelope(in, type);
            if (in.value() == null) {
                throw new Undecodable("The record has no payload");
            }
            try {
                T data = reader.readValue(in.value());
                if (data == null) {
                    throw new Undecodable("The payload is the JSON null, not an object");
                }
                return new Event<>(envelope, data);
            } catch (IOException e) {
                throw new Undecodable("The payload is not a " + type + ": " + withoutContent(e), e);
            }
        }

        private static Envelope envelope(ConsumerRecord<String, byte[]> in, String type) {
            try {
                return new Envelope(
                        UUID.fromString(required(in, "ce_id")),
                        type,
                        required(in, "ce_source"),
                        EventTime.parse(required(in, "ce_time")),
                        TenantId.of(required(in, "ce_tenant")),
                        in.key() == null ? "" : in.key(),
                        header(in, "ce_correlationid"),
                        header(in, "ce_causationid"),
                        header(in, "traceparent"));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new Undecodable("A CloudEvents header has a wrong form: " + e.getMessage(), e);
            }
        }

        private static String required(ConsumerRecord<?, ?> in, String name) {
            var value = header(in, name);
            if (value == null) {
                throw new Undecodable("The header " + name + " is missing");
            }
            return value;
        }

        /** Says where the payload is wrong without quoting it: it may hold what a customer wrote. */
        private static String withoutContent(IOException e) {
            return e instanceof JsonProcessingException wrong
                    ? wrong.getClass().getSimpleName() + " at "
                            + wrong.getLocation().offsetDescription()
                    : e.getClass().getSimpleName();
        }
    }
}
