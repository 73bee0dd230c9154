package io.rapport.platform.channel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.store.PayloadStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every provider must do whose messages carry files; its test gives the far side and inherits the rest. */
public interface FilesContract extends ProviderContract {
    /** Where the provider under test finds files. */
    PayloadStore store();

    /** How often the far side has got a file with these bytes as a message, or as a part of one. */
    long got(byte[] content);

    @Test
    default void shouldHandOverTheFileOfAMessage() {
        // given
        var picture = picture();
        var kept = keep(store(), "lid.png", "image/png", picture);
        // when
        var outcome = send(with(kept));
        // then
        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(got(picture)).isEqualTo(1);
    }

    @Test
    default void shouldRefuseAMessageWhoseFileIsNotKept() {
        var gone = new Attachment("gone.png", "image/png", 1, "sha256:" + "0".repeat(64));
        assertThat(send(with(gone))).isInstanceOfSatisfying(DeliveryOutcome.Refused.class, refused -> {
            assertThat(refused.failure().reason()).isEqualTo(Reason.CONTENT_NOT_ACCEPTED);
            assertThat(refused.failure().text()).contains("gone.png");
        });
    }

    /** A message with a text, where one message carries both. */
    private SendMessage with(Attachment file) {
        var message = acceptable();
        var files = List.of(file);
        return message.with(provider().carries(message.text(), files) ? message.text() : "", files);
    }

    private DeliveryOutcome send(SendMessage message) {
        return provider().send(TenantId.DEFAULT, message).await().atMost(PATIENCE);
    }

    /** What is a picture to who looks at its first bytes, and like no other. */
    static byte[] picture() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"));
        bytes.writeBytes(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    static Attachment keep(PayloadStore store, String name, String mediaType, byte[] content) {
        return new Attachment(name, mediaType, content.length, store.putAttachment(TenantId.DEFAULT, content));
    }
}
