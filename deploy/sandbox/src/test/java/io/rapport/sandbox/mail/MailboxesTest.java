package io.rapport.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxesTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheMailsOverARestart() {
        // given
        var before = new Mailboxes(folder, 10, JSON);
        before.add(mail(1, List.of()));
        before.add(mail(2, List.of("<1@x>")));
        before.add(mail(2, List.of("<1@x>")));
        // when
        var after = new Mailboxes(folder, 10, JSON);
        // then
        assertThat(after.of("carla@example.com")).isEqualTo(before.of("carla@example.com"));
        assertThat(after.of("carla@example.com").conversations()).hasSize(1);
        assertThat(after.find("carla@example.com", "<2@x>").orElseThrow().repetitions())
                .isEqualTo(1);
    }

    @Test
    void shouldForgetTheOldestWhenThereAreTooMany() throws IOException {
        // given
        var mailboxes = new Mailboxes(folder, 3, JSON);
        // when
        for (int i = 0; i < 20; i++) {
            mailboxes.add(mail(i, List.of()));
        }
        // then
        assertThat(mailboxes.of("carla@example.com").conversations())
                .extracting(Mailbox.Conversation::id)
                .containsExactly("<19@x>", "<18@x>", "<17@x>");
        assertThat(Files.readAllLines(folder.resolve("mails.jsonl"))).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void shouldReadPastALineThatWasTornByACrash() throws IOException {
        // given
        new Mailboxes(folder, 10, JSON).add(mail(1, List.of()));
        Files.writeString(folder.resolve("mails.jsonl"), "{\"customer\":\"car", StandardOpenOption.APPEND);
        // then
        assertThat(new Mailboxes(folder, 10, JSON).all()).hasSize(1);
    }

    private static Mail mail(int number, List<String> references) {
        return new Mail(
                "carla@example.com",
                Mail.Way.SENT,
                "<" + number + "@x>",
                null,
                references,
                "carla@example.com",
                "Carla Example",
                "support@example.com",
                null,
                "Subject " + number,
                "Text",
                false,
                START.plusSeconds(number),
                0);
    }
}
