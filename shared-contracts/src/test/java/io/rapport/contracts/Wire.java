package io.rapport.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The wire as the tests see it: JSON of records, their schemas, and the files both are kept in. */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private static final SchemaGenerator SCHEMAS = schemas();

    private Wire() {}

    /** Every event and command of the platform by wire name. */
    static Map<String, Class<?>> all() {
        var all = new TreeMap<String, Class<?>>();
        Contracts.STREAMS.forEach(stream -> all.putAll(Contracts.typesOf(stream)));
        return all;
    }

    static Stream<String> names() {
        return all().keySet().stream();
    }

    /** The JSON Schema (2020-12) of a record. */
    static ObjectNode schema(String wireName) {
        var schema = SCHEMAS.generateSchema(all().get(wireName));
        schema.put("$id", "https://rapport.example.com/schemas/" + wireName + ".json");
        schema.put("title", wireName);
        return schema;
    }

    static String pretty(JsonNode node) {
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter()
                .withObjectIndenter(indent)
                .withArrayIndenter(indent)
                .withSeparators(DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                        com.fasterxml.jackson.core.util.Separators.Spacing.AFTER));
        try {
            return JSON.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of this module; written anew instead of compared when the tests run with {@code -Dcontracts.update}. */
    static String kept(String path, String generated) {
        try {
            var file = Path.of(path);
            if (Boolean.getBoolean("contracts.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, generated);
            }
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(String path) {
        try {
            return JSON.readTree(Path.of(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static SchemaGenerator schemas() {
        var config = new SchemaGeneratorConfigBuilder(JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.forFields()
                .withRequiredCheck(
                        field -> !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class));
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            var raw = type.getErasedType();
            if (raw == Instant.class) {
                return inline(context.getGeneratorConfig().createObjectNode(), "date-time");
            }
            if (raw == UUID.class || isIdentifier(raw)) {
                return inline(context.getGeneratorConfig().createObjectNode(), "uuid");
            }
            return isText(raw) ? inline(context.getGeneratorConfig().createObjectNode(), null) : null;
        });
        return new SchemaGenerator(config.build());
    }

    private static CustomDefinition inline(ObjectNode node, @Nullable String format) {
        node.put("type", "string");
        if (format != null) {
            node.put("format", format);
        }
        return new CustomDefinition(node, true);
    }

    private static boolean isIdentifier(Class<?> type) {
        return isValue(type, UUID.class);
    }

    private static boolean isText(Class<?> type) {
        return isValue(type, String.class);
    }

    private static boolean isValue(Class<?> type, Class<?> of) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class)
                && type.getRecordComponents()[0].getType() == of;
    }
}
