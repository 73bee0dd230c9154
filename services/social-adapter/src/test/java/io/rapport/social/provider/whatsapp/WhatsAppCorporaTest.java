package io.rapport.social.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.social.Corpora;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real updates of WhatsApp: everything a customer wrote is understood, and everything else is counted. */
class WhatsAppCorporaTest {
    private static final String NUMBER = "1122334455667";

    @Test
    void shouldUnderstandOrCountEveryUpdate() throws IOException {
        var json = new ObjectMapper();
        var told = new TreeMap<String, Inbound>();
        try (var files = Files.list(Corpora.folder("whatsapp-pywa"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                for (var update : json.readTree(file.toFile()).properties()) {
                    var name = file.getFileName() + " " + update.getKey();
                    var change = update.getValue()
                            .path("entry")
                            .path(0)
                            .path("changes")
                            .path(0);
                    var number = change.path("value")
                            .path("metadata")
                            .path("phone_number_id")
                            .asText(NUMBER);
                    var parsed = WhatsAppProviderTest.whatsApp("http://localhost:1", number)
                            .parse(update.getValue().toString().getBytes(StandardCharsets.UTF_8));
                    assertThat(parsed).as(name).hasSize(1);
                    told.put(name, parsed.getFirst());
                }
            }
        }
        var unreadable = told.entrySet().stream()
                .filter(it -> it.getKey().startsWith("message.json"))
                .filter(it -> it.getValue() instanceof Inbound.Unknown)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(told).isNotEmpty();
        assertThat(unreadable).isEmpty();
        assertThat(told.values()).noneMatch(it -> it.equals(new Inbound.Unknown("malformed")));
    }
}
