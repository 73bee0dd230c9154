package io.rapport.platform.channel.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.platform.channel.capability.SendRules.Objection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendRulesTest {
    private static final long MB = 1024 * 1024;
    private static final Files PICTURES = new Files(2, 5 * MB, 8 * MB, List.of("image/*", "application/pdf"));

    @Test
    void shouldCarryAMessageThatFits() {
        assertThat(objection(channel(5, null, null), "hello")).isEmpty();
    }

    @Test
    void shouldObjectWhenTextIsBlank() {
        assertThat(objection(channel(5, null, null), " \n"))
                .hasValueSatisfying(it -> assertThat(it.reason()).isEqualTo(Reason.CONTENT_NOT_ACCEPTED));
    }

    @Test
    void shouldSayBothLengthsWhenTextIsTooLong() {
        assertThat(objection(channel(5, null, null), "hello!"))
                .hasValueSatisfying(it -> assertThat(it.failure().text())
                        .startsWith("Rule length")
                        .contains("6 characters")
                        .contains("at most 5"));
    }

    @Test
    void shouldCountSegmentsWhereTheyArePaidFor() {
        var sms = channel(1600, 2, null);
        assertThat(objection(sms, "x".repeat(306))).isEmpty();
        assertThat(objection(sms, "x".repeat(307)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("takes 3 segments"));
        assertThat(objection(sms, "ж".repeat(135)))
                .hasValueSatisfying(it -> assertThat(it.rule()).isEqualTo("segments"));
    }

    @Test
    void shouldNameTheRuleThatAFileBreaks() {
        var channel = channel(100, null, PICTURES);
        assertThat(objection(channel, "see", file("a.png", "image/png", 5 * MB), file("b.pdf", "application/pdf", MB)))
                .isEmpty();
        assertThat(objection(channel(100, null, null), "see", file("a.png", "image/png", 1)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("no files"));
        assertThat(objection(channel, "see", file("a.exe", "application/x-dosexec", 1)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("a.exe", "image/*, application/pdf"));
        assertThat(objection(channel, "see", file("a.png", "image/png", 5 * MB + MB / 2)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("takes 5.5 MB", "at most 5 MB a file"));
        assertThat(objection(channel, "see", file("a.png", "image/png", 5 * MB), file("b.png", "image/png", 4 * MB)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("together take 9 MB", "at most 8 MB"));
        var one = file("a.png", "image/png", 1);
        assertThat(objection(channel, "see", one, one, one))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("3 files", "at most 2"));
    }

    @Test
    void shouldKnowHowLargeAFileOfEachTypeMayBe() {
        var limits = List.of(new Files.Limit("image/*", MB), new Files.Limit("audio/amr", 2 * MB));
        var channel = channel(100, null, new Files(9, 5 * MB, 20 * MB, List.of(), limits));
        assertThat(objection(
                        channel,
                        "see",
                        file("a.png", "image/png", MB),
                        file("a.amr", "audio/amr", 2 * MB),
                        file("a.pdf", "application/pdf", 5 * MB)))
                .isEmpty();
        assertThat(objection(channel, "see", file("a.png", "image/png", MB + 1)))
                .hasValueSatisfying(it -> assertThat(it.why()).contains("at most 1 MB a file of the type image/png."));
        assertThat(objection(channel, "see", file("a.ogg", "audio/ogg", 3 * MB)))
                .isEmpty();
    }

    private static Optional<Objection> objection(ChannelCapabilities channel, String text, Attachment... files) {
        return SendRules.objection(channel, text, List.of(files));
    }

    private static Attachment file(String name, String mediaType, long size) {
        return new Attachment(name, mediaType, size, "sha256:00");
    }

    private static ChannelCapabilities channel(int maxLength, @Nullable Integer maxSegments, @Nullable Files files) {
        return new ChannelCapabilities(
                Start.ANYBODY, maxLength, Measure.CHARACTERS, LongText.REFUSED, maxSegments, null, null, files);
    }
}
