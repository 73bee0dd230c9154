package io.rapport.sandbox.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.sandbox.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesTest {
    private static final String NOW = """
            {"id":"SM2","network":"SMS","company":"+442079460001","customer":"kim@example.com","mine":true,"text":"Now",\
            "files":[],"state":"SENT","at":"2026-01-02T00:00:00Z"}
            """;

    private static final String BEFORE = """
            {"id":"SM1","network":"SMS","customer":"kim@example.com","mine":true,"text":"Before","files":[],"state":"SENT",\
            "at":"2026-01-01T00:00:00Z"}
            """;

    @TempDir
    Path folder;

    @Test
    void shouldPassOverWhatAnOlderSandboxWrote() throws IOException {
        // given
        var file = folder.resolve("messages.jsonl");
        Files.writeString(file, BEFORE + NOW + "{\"id\":\"SM3\",\"netw");
        // when
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        var messages = new Journal<>(file, 10, json, Message.class, Message::id);
        // then
        assertThat(messages.all()).extracting(Message::text).containsExactly("Now");
    }
}
