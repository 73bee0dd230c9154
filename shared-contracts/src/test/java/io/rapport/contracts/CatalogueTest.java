package io.rapport.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.rapport.contracts.value.Channel;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The catalogue of topics and events, and the documents made from it. */
class CatalogueTest {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));
    private static final Pattern WIRE_NAME = Pattern.compile("rapport\\.[a-z-]+\\.[a-z-]+\\.v\\d+");

    @Test
    void shouldDeclareEveryTopicThatTheCodeNames() throws Exception {
        var declared =
                topics().stream().map(topic -> topic.get("name").asText()).toList();
        var named = new ArrayList<>(List.of(
                Topics.INTERACTIONS,
                Topics.TOUCHPOINTS,
                Topics.CONVERSATIONS,
                Topics.CONVERSATION_COMMANDS,
                Topics.AGENTS,
                Topics.CARE,
                Topics.EXPERIENCE,
                Topics.CUSTOMERS,
                Topics.ACCOUNTS,
                Topics.ACCOUNT_SETTINGS,
                Topics.CHAT_SIGNALS));
        for (var channel : Channel.values()) {
            named.add(Topics.outbound(channel));
        }
        assertThat(declared).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void shouldGiveEveryEventARecordAndAWellFormedNameOfItsOwn() {
        var seen = new HashSet<String>();
        for (var stream : Contracts.STREAMS) {
            assertThat(stream.isSealed()).as("%s is sealed", stream).isTrue();
            Contracts.typesOf(stream).forEach((name, type) -> {
                assertThat(name).matches(WIRE_NAME);
                assertThat(type.isRecord()).as("%s is a record", type).isTrue();
                assertThat(seen.add(name)).as("%s is used once", name).isTrue();
            });
        }
    }

    @Test
    void shouldCarryEveryStreamOnATopic() throws Exception {
        var carried =
                topics().stream().map(topic -> topic.get("stream").asText()).collect(Collectors.toSet());
        assertThat(Contracts.STREAMS).allSatisfy(stream -> assertThat(carried).contains(stream.getName()));
    }

    @Test
    void shouldKeepTheGeneratedAsyncApi() throws Exception {
        var generated = YAML.writeValueAsString(asyncApi());
        assertThat(Wire.kept("src/main/resources/asyncapi.yaml", generated)).isEqualTo(generated);
    }

    @Test
    void shouldKeepTheGeneratedReference() throws Exception {
        var generated = reference();
        assertThat(Wire.kept("../docs/reference/events.md", generated)).isEqualTo(generated);
    }

    private static List<JsonNode> topics() throws IOException {
        var file = YAML.readTree(new File("src/main/resources/topics.yaml"));
        return StreamSupport.stream(file.get("topics").spliterator(), false).toList();
    }

    private static JsonNode asyncApi() throws IOException {
        var document = YAML.createObjectNode();
        document.put("asyncapi", "3.0.0");
        var info = document.putObject("info");
        info.put("title", "Rapport");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "The log: CloudEvents 1.0 on Kafka in binary mode, attributes in ce_* headers, payload JSON.");
        info.putObject("license").put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        for (var topic : topics()) {
            var name = topic.get("name").asText();
            var channel = channels.putObject(name);
            channel.put("address", name);
            channel.put(
                    "description",
                    "Written by " + topic.get("owner").asText() + "; key: tenant and "
                            + topic.get("key").asText() + ".");
            var carried = channel.putObject("messages");
            for (var wireName : Contracts.typesOf(stream(topic)).keySet()) {
                carried.putObject(wireName).put("$ref", "#/components/messages/" + wireName);
            }
            var kafka = channel.putObject("bindings").putObject("kafka");
            kafka.put("topic", name);
            kafka.put("partitions", topic.get("partitions").asInt());
            var operation = operations.putObject("subscribe-" + name);
            operation.put("action", "receive");
            operation.putObject("channel").put("$ref", "#/channels/" + name);
        }
        for (var wireName : Wire.all().keySet()) {
            var message = messages.putObject(wireName);
            message.put("name", wireName);
            message.put("contentType", "application/json");
            message.putObject("headers").put("$ref", "#/components/schemas/CloudEventHeaders");
            message.putObject("payload").put("$ref", "schemas/" + wireName + ".json");
        }
        var headers = components.putObject("schemas").putObject("CloudEventHeaders");
        headers.put("type", "object");
        var properties = headers.putObject("properties");
        var required = List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_tenant");
        required.forEach(header -> properties.putObject(header).put("type", "string"));
        List.of("ce_correlationid", "ce_causationid", "traceparent")
                .forEach(header -> properties.putObject(header).put("type", "string"));
        required.forEach(headers.putArray("required")::add);
        return document;
    }

    private static String reference() throws IOException {
        var text = new StringBuilder("""
                # Events

                Generated from the records in `shared-contracts`; do not edit. Every record is a CloudEvents 1.0 event in Kafka binary
                mode: the attributes are headers (`ce_id`, `ce_type`, `ce_source`, `ce_time`, `ce_tenant`, `ce_correlationid`,
                `ce_causationid`, `traceparent`), the payload is plain JSON. A field in *italics* may be absent. Readers ignore fields and
                types they do not know. Schemas are in `shared-contracts/src/main/resources/schemas`.
                """);
        for (var topic : topics()) {
            text.append("\n## `").append(topic.get("name").asText()).append("`\n\n");
            text.append("Written by ").append(topic.get("owner").asText());
            text.append("; key: `<tenant>:<").append(topic.get("key").asText()).append(">`; ");
            text.append(topic.get("partitions").asInt()).append(" partitions; ");
            text.append(
                    topic.get("retention").asText().equals("compact")
                            ? "compacted"
                            : "kept for " + topic.get("retention").asText());
            var groups = topic.path("deadLetters");
            text.append(". Read by ");
            text.append(
                    groups.isMissingNode()
                            ? "every process of " + topic.get("readers").asText() + ", as a whole"
                            : StreamSupport.stream(groups.spliterator(), false)
                                    .map(group -> "`" + group.asText() + "`")
                                    .collect(Collectors.joining(", ")));
            text.append(".\n\n| type | fields |\n|---|---|\n");
            for (var wireName : Contracts.typesOf(stream(topic)).keySet()) {
                text.append("| `")
                        .append(wireName)
                        .append("` | ")
                        .append(fields(wireName))
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String fields(String wireName) {
        var schema = Wire.schema(wireName);
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return StreamSupport.stream(
                        java.util.Arrays.spliterator(Wire.all().get(wireName).getRecordComponents()), false)
                .map(component -> required.contains(component.getName())
                        ? "`" + component.getName() + "`"
                        : "*`" + component.getName() + "`*")
                .collect(Collectors.joining(", "));
    }

    private static Class<?> stream(JsonNode topic) {
        var name = topic.get("stream").asText();
        return Contracts.STREAMS.stream()
                .filter(stream -> stream.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
