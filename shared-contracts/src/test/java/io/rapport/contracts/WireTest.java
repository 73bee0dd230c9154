package io.rapport.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is promised to every reader of the log.
 *
 * <p>{@code ./mvnw -pl shared-contracts test -Dcontracts.update=true} writes the generated files anew.
 */
class WireTest {
    private static final String SCHEMAS = "src/main/resources/schemas/";
    private static final String SAMPLES = "src/test/resources/samples/";
    private static final String RELEASED = "src/test/resources/released/";

    @ParameterizedTest
    @MethodSource("io.rapport.contracts.Wire#names")
    void shouldKeepTheGeneratedSchema(String wireName) {
        var generated = Wire.pretty(Wire.schema(wireName));
        assertThat(Wire.kept(SCHEMAS + wireName + ".json", generated)).isEqualTo(generated);
    }

    @ParameterizedTest
    @MethodSource("io.rapport.contracts.Wire#names")
    void shouldReadAndWriteTheSampleAndMatchTheSchema(String wireName) throws Exception {
        // given
        if (Boolean.getBoolean("contracts.update") && !new java.io.File(SAMPLES + wireName + ".json").exists()) {
            Wire.kept(
                    SAMPLES + wireName + ".json",
                    Wire.pretty(Samples.of(Wire.all().get(wireName))));
        }
        var sample = Wire.read(SAMPLES + wireName + ".json");

        // when
        var record = Wire.JSON.treeToValue(sample, Wire.all().get(wireName));
        var written = Wire.JSON.readTree(Wire.JSON.writeValueAsString(record));

        // then
        assertThat(written).isEqualTo(sample);
        assertThat(errors(wireName, sample)).isEmpty();
        assertThat(errors(wireName, written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.rapport.contracts.Wire#names")
    void shouldIgnoreWhatItDoesNotKnow(String wireName) throws Exception {
        // given
        var sample = Wire.read(SAMPLES + wireName + ".json");
        var newer = ((ObjectNode) sample.deepCopy()).put("fieldOfANewerVersion", "x");

        // when, then
        assertThat(Wire.JSON.treeToValue(newer, Wire.all().get(wireName)))
                .isEqualTo(Wire.JSON.treeToValue(sample, Wire.all().get(wireName)));
        assertThat(errors(wireName, newer)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.rapport.contracts.Wire#names")
    void shouldRefuseAPayloadWithoutWhatIsRequired(String wireName) {
        assertThat(errors(wireName, Wire.JSON.createObjectNode())).isNotEmpty();
    }

    @Test
    void shouldOnlyAddToWhatWasReleased() {
        var released = new java.io.File(RELEASED).listFiles((folder, name) -> name.endsWith(".json"));
        assertThat(released).as("released schemas").isNotEmpty();
        var broken = new ArrayList<String>();
        for (var file : released) {
            var wireName = file.getName().replaceAll("\\.json$", "");
            if (Wire.all().containsKey(wireName)) {
                Additive.compare(wireName, Wire.read(file.getPath()), Wire.schema(wireName), broken);
            } else {
                broken.add(wireName + " is gone");
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldFindEveryChangeThatBreaksAReader() {
        // given
        var old = Wire.schema("rapport.agents.agent-profile-changed.v1");
        var removed = old.deepCopy();
        ((ObjectNode) removed.get("properties")).remove("capacity");
        var retyped = old.deepCopy();
        ((ObjectNode) retyped.get("properties").get("capacity")).put("type", "string");
        var optional = old.deepCopy();
        ((com.fasterxml.jackson.databind.node.ArrayNode) optional.get("required")).remove(0);
        var added = old.deepCopy();
        ((ObjectNode) added.get("properties")).putObject("team").put("type", "string");

        // when, then
        assertThat(breaks(old, removed)).hasSize(1);
        assertThat(breaks(old, retyped)).hasSize(1);
        assertThat(breaks(old, optional)).hasSize(1);
        assertThat(breaks(old, added)).isEmpty();
    }

    private static List<String> breaks(JsonNode released, JsonNode now) {
        var broken = new ArrayList<String>();
        Additive.compare("x", released, now, broken);
        return broken;
    }

    private static List<?> errors(String wireName, JsonNode payload) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Wire.schema(wireName).toString(), InputFormat.JSON)
                .validate(payload.toString(), InputFormat.JSON);
    }
}
