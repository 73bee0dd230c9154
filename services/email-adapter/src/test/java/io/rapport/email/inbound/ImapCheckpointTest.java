package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.email.inbound.ImapCheckpoint.Gap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImapCheckpointTest {
    @Test
    void shouldKnowWhatItPassedOver() {
        // when
        var checkpoint = ImapCheckpoint.start(7).after(3).after(4).after(9);
        // then
        assertThat(checkpoint.gaps()).containsExactly(new Gap(1, 2), new Gap(5, 8));
        assertThat(checkpoint.passedOver(2)).isTrue();
        assertThat(checkpoint.passedOver(4)).isFalse();
        assertThat(checkpoint.passedOver(10)).isFalse();
        assertThat(checkpoint.with(6).with(1).with(2))
                .isEqualTo(ImapCheckpoint.read("7 9 5-5,7-8".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void shouldReadWhatItWroteAndWhatWasWrittenBeforeThereWereGaps() {
        var checkpoint = ImapCheckpoint.start(7).after(3).after(9);
        assertThat(ImapCheckpoint.read(checkpoint.content())).isEqualTo(checkpoint);
        assertThat(ImapCheckpoint.read(ImapCheckpoint.start(7).content())).isEqualTo(ImapCheckpoint.start(7));
        assertThat(ImapCheckpoint.read("7 12".getBytes(StandardCharsets.US_ASCII))
                        .passedOver(3))
                .isFalse();
    }

    @Test
    void shouldForgetTheOldestGapsWhenThereAreVeryMany() {
        // given
        var checkpoint = ImapCheckpoint.start(1);
        // when
        for (int uid = 2; uid <= 2_000; uid += 2) {
            checkpoint = checkpoint.after(uid);
        }
        // then
        assertThat(checkpoint.gaps()).hasSize(500);
        assertThat(checkpoint.passedOver(1)).isFalse();
        assertThat(checkpoint.passedOver(1_999)).isTrue();
    }
}
