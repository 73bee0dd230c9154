package io.rapport.sandbox.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.sandbox.phone.Customer;
import org.junit.jupiter.api.Test;

class MediumTest {
    @Test
    void shouldTakePicturesFilmsAndSounds() {
        assertThat(Medium.fault("image/png", Customer.PICTURE)).isEmpty();
        assertThat(Medium.fault("video/mp4", new byte[17 * 1024 * 1024])).isEmpty();
        assertThat(Medium.allTypes()).contains("image/jpeg", "audio/mpeg").doesNotContain("application/pdf");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(Medium.fault("image/png", new byte[16 * 1024 * 1024 + 1]))
                .hasValue("File file size must be less than 16 MB");
        assertThat(Medium.fault("image/png", new byte[1])).hasValue("File is invalid");
        assertThat(Medium.fault("text/plain", new byte[1])).hasValue("File content type is invalid, File is invalid");
    }
}
