package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
    @ParameterizedTest
    @CsvSource({
        // what the bytes prove counts more than what the sender says
        "image/jpeg, '<!DOCTYPE html><html><script>', text/html",
        "image/png, '%PDF-1.7 ...', application/pdf",
        "application/octet-stream, GIF89a, image/gif",
        // a container proves only what it is, and the sender may know more
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document, 'PK\u0003\u0004',"
                + "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "image/png, 'PK\u0003\u0004', application/zip",
        // what proves nothing leaves the sender's word
        "text/csv, 'a,b', text/csv",
        "image/png, '\u0001\u0002', image/png",
        "nonsense, abc, nonsense"
    })
    void shouldBelieveTheBytesFirst(String declared, String content, String type) {
        assertThat(MediaTypes.of(content.getBytes(StandardCharsets.ISO_8859_1), declared))
                .isEqualTo(type);
    }
}
