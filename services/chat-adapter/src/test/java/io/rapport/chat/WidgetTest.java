package io.rapport.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WidgetTest {
    private static final int MAX_BYTES = 30 * 1024;

    @Test
    void shouldBeSmallOnTheWire() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var widget = Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/resources/widget.js"));
                var gzip = new GZIPOutputStream(zipped)) {
            widget.transferTo(gzip);
        }
        assertThat(zipped.size()).isLessThan(MAX_BYTES);
    }
}
