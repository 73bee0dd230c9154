package io.rapport.social.provider.mastodon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.social.Mangler;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MastodonParserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MENTION = """
            {"id":"34975861","type":"mention","created_at":"2030-01-02T03:04:06.000Z",
             "account":{"id":"77","acct":"Kim@example.net","display_name":"Kim Example","bot":false},
             "status":{"id":"108","created_at":"2030-01-02T03:04:05.000Z","in_reply_to_id":"107","visibility":"public",
              "spoiler_text":"","content":"<p>Hello</p>",
              "media_attachments":[{"type":"image","url":"https://files.example.net/1.png"},{"type":"image","url":null}]}}""";

    private final MastodonParser parser = new MastodonParser("support@social.example.com", "social.example.com");

    @Test
    void shouldReadWhatSomebodyWrote() {
        assertThat(parse(MENTION, "99"))
                .isEqualTo(new Inbound.Message(
                        "108",
                        "support@social.example.com",
                        new Party("kim@example.net", "Kim Example"),
                        "Hello",
                        List.of(new Inbound.File(null, "application/octet-stream", "https://files.example.net/1.png")),
                        List.of("107"),
                        Instant.parse("2030-01-02T03:04:05Z"),
                        "public-99"));
    }

    @ParameterizedTest
    @CsvSource({"public, public-99", "unlisted, public-99", "private, direct-99", "direct, direct-99"})
    void shouldTellPublicAndPrivateThreadsApart(String visibility, String root) {
        assertThat(message(MENTION.replace("\"visibility\":\"public\"", "\"visibility\":\"" + visibility + "\""))
                        .root())
                .isEqualTo(root);
    }

    @Test
    void shouldBeTheFirstPostOfItsThreadWhenItAnswersNone() {
        assertThat(parser.parse(json(MENTION.replace("\"107\"", "null")), Optional.empty()))
                .isInstanceOfSatisfying(Inbound.Message.class, it -> {
                    assertThat(it.root()).isEqualTo("public-108");
                    assertThat(it.references()).isEmpty();
                });
    }

    @Test
    void shouldWriteAccountsOfOurOwnServerInFull() {
        assertThat(message(MENTION.replace("Kim@example.net", "kim")).from().address())
                .isEqualTo("kim@social.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>One<br />two</p><p>Three &amp; four</p> | One\\ntwo\\n\\nThree & four",
                "<p><span class='h-card'><a href='https://x' class='u-url mention'>@<span>support</span></a></span> hi</p> | @support hi",
                "<p><a href='https://example.com/a-long'><span class='invisible'>https://</span><span class='ellipsis'>example.com/a</span><span class='invisible'>-long</span></a></p> | https://example.com/a-long",
                "<script>alert(1)</script><p>Hi</p> | Hi"
            })
    void shouldReadHtmlAsItLooks(String html, String text) {
        assertThat(message(MENTION.replace("<p>Hello</p>", html)).text()).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>US hi, US</p> | hi, @support",
                "<p>hi US</p> | hi @support",
                "<p>KIM US hi</p> | @kim @support hi",
                "<p>US</p> | @support"
            })
    void shouldLeaveOutThatItIsAddressedToUs(String html, String text) {
        var link =
                "<span class='h-card'><a href='https://social.example.com/@%1$s' class='u-url mention'>@<span>%1$s</span></a></span>";
        var mentions =
                "\"content\":\"%s\",\"mentions\":[{\"url\":\"https://social.example.com/@kim\",\"acct\":\"kim\"},"
                        + "{\"url\":\"https://social.example.com/@support\",\"acct\":\"support\"}]";
        var content = html.replace("US", link.formatted("support")).replace("KIM", link.formatted("kim"));
        assertThat(message(MENTION.replace("\"content\":\"<p>Hello</p>\"", mentions.formatted(content)))
                        .text())
                .isEqualTo(text);
    }

    @Test
    void shouldPutTheWarningFirst() {
        assertThat(message(MENTION.replace("\"spoiler_text\":\"\"", "\"spoiler_text\":\"Food\""))
                        .text())
                .isEqualTo("Food\n\nHello");
    }

    @ParameterizedTest
    @CsvSource({"favourite, favourite", "reblog, reblog", "follow, follow", "of_next_year, of_next_year"})
    void shouldCountWhatIsNoMessage(String type, String kind) {
        assertThat(parse(MENTION.replace("\"mention\"", "\"" + type + "\""), "1"))
                .isEqualTo(new Inbound.Unknown(kind));
        assertThat(parse("{\"id\":\"1\",\"type\":\"" + type + "\"}", "1")).isEqualTo(new Inbound.Unknown(kind));
    }

    @Test
    void shouldCountWhatBotsWrite() {
        assertThat(parse(MENTION.replace("\"bot\":false", "\"bot\":true"), "1")).isEqualTo(new Inbound.Unknown("bot"));
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> parse("{\"type\":\"mention\"}", "1"))
                .isInstanceOf(Malformed.class)
                .hasMessage("The notification has no status with an id.");
        assertThatThrownBy(() -> parse(MENTION.replace("Kim@example.net", "../kim"), "1"))
                .isInstanceOf(Malformed.class)
                .hasMessage("The notification does not say who wrote.");
    }

    @Test
    void shouldNeverFailOtherwiseThanByItsRefusalWhenANotificationIsMangled() throws IOException {
        var mangler = new Mangler(7);
        for (int i = 0; i < 20_000; i++) {
            try {
                var mangled = JSON.readTree(mangler.mangle(MENTION));
                parser.isMessage(mangled);
                parser.answered(mangled);
                assertThat(parser.parse(mangled, Optional.of("1"))).isNotNull();
            } catch (Malformed refused) {
                assertThat(refused).hasMessageStartingWith("The notification ");
            } catch (JsonProcessingException noJson) {
                // the server's answer as a whole was none
                continue;
            }
        }
    }

    private Inbound.Message message(String notification) {
        return (Inbound.Message) parse(notification, "99");
    }

    private Inbound parse(String notification, String root) {
        return parser.parse(json(notification), Optional.of(root));
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
