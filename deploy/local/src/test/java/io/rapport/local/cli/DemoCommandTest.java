package io.rapport.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldSayWhatTheDemoDidLast() throws JsonProcessingException {
        // when
        var line = DemoCommand.line(JSON.readTree("""
                {"running":true,"written":3,"followUps":1,"surveysAnswered":0,"failures":0,"last":"Carla Example wrote: Hello"}
                """));
        // then
        assertThat(line).isEqualTo("   3 written, 1 answered, 0 surveys   Carla Example wrote: Hello");
    }

    @Test
    void shouldCountFailuresWhenThereAreSome() throws JsonProcessingException {
        assertThat(DemoCommand.line(JSON.readTree("{\"failures\":2,\"last\":\"\"}")))
                .contains("2 failed");
    }
}
