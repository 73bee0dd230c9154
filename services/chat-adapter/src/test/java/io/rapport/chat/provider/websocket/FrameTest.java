package io.rapport.chat.provider.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.chat.contact.Given;
import io.rapport.chat.provider.websocket.Frame.Said;
import io.rapport.chat.provider.websocket.Frame.Say;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final int MAX = 10;

    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void shouldReadWhatABrowserSays() {
        assertThat(read("{\"id\":\"1\",\"text\":\"Hello\"}"))
                .isEqualTo(new Said.Text("1", "Hello", new Given(null, null), List.of()));
        assertThat(
                        read(
                                "{\"id\":\"1\",\"text\":\"Hello\",\"contact\":{\"name\":\"Kim\",\"email\":\"kim@example.com\"}}"))
                .isEqualTo(new Said.Text("1", "Hello", new Given("Kim", "kim@example.com"), List.of()));
        assertThat(read("{\"id\":\"1\",\"files\":[\"sha256:00\"]}"))
                .isEqualTo(new Said.Text("1", "", new Given(null, null), List.of("sha256:00")));
        assertThat(read("{\"received\":7}")).isEqualTo(new Said.Received(7));
        assertThat(read("{\"read\":7}")).isEqualTo(new Said.Read(7));
        assertThat(read("{\"sync\":true}")).isEqualTo(new Said.Sync());
        assertThat(read("{\"typing\":true}")).isEqualTo(new Said.Typing(true));
        assertThat(read("{\"something\":true}")).isEqualTo(new Said.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello",
                "[]",
                "null",
                "{",
                "{\"text\":\"Hello\"}",
                "{\"id\":1,\"text\":\"Hello\"}",
                "{\"id\":\"\",\"text\":\"Hello\"}",
                "{\"id\":\"1\",\"text\":\"  \"}",
                "{\"id\":\"1\",\"text\":{}}",
                "{\"id\":\"1\",\"text\":\"Hello\",\"contact\":{\"email\":\"kim\"}}",
                "{\"id\":\"1\",\"text\":\"Hello, world\"}"
            })
    void shouldSayWhatIsWrong(String frame) {
        assertThat(read(frame))
                .isInstanceOfSatisfying(
                        Said.Wrong.class, it -> assertThat(it.reason()).isNotBlank());
    }

    @Test
    void shouldNameItsKindInWhatWeSay() throws Exception {
        assertThat(json.readTree(json.writeValueAsString(new Say.Ack("1"))))
                .isEqualTo(json.readTree("{\"type\":\"ack\",\"id\":\"1\"}"));
        assertThat(json.readTree(json.writeValueAsString(new Say.Refusal(null, "No.", true))))
                .isEqualTo(json.readTree("{\"type\":\"error\",\"reason\":\"No.\",\"retry\":true}"));
        var message = new Say.Message(3, null, "Ada Example", "Hi", Instant.parse("2030-01-02T03:04:05Z"), List.of());
        assertThat(json.readTree(json.writeValueAsString(message)).path("type").asText())
                .isEqualTo("message");
    }

    private Said read(String frame) {
        return Frame.read(json, frame, MAX);
    }
}
