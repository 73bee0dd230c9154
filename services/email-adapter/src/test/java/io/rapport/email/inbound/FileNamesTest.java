package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Disposition: attachment; filename=a.pdf | a.pdf",
                "Content-Disposition: attachment; filename=\"a; b.pdf\"; size=3 | a; b.pdf",
                "Content-Disposition: attachment; filename=This is a test.txt | This is a test.txt",
                "Content-Disposition: attachment; filename=\"unclosed.pdf | unclosed.pdf",
                "Content-Disposition: attachment; filename*=UTF-8''Foto%20K%C3%B6ln.png | Foto Köln.png",
                "Content-Disposition: attachment; filename*0*=UTF-8''K%C3; filename*1*=%B6ln; filename*2=.png | Köln.png",
                "Content-Disposition: attachment; filename*1=b.png; filename*0=a | ab.png",
                "Content-Disposition: attachment; filename=\"=?UTF-8?B?S8O2bG4ucG5n?=\" | Köln.png",
                "Content-Disposition: attachment; name=a.pdf | a.pdf",
                "Content-Disposition: attachment; filename=\"very\tlong.pdf\" | very long.pdf",
                "Content-Type: image/png; name=\"../../etc/pixel.png\" | pixel.png",
                "Content-Type: image/png; name=Köln.png | Köln.png",
                "Content-Type: application/ms-tnef; name=winmail.dat | winmail.dat",
                "Content-Location: https://example.com/pictures/Photo25.jpg?x=1 | Photo25.jpg",
                "X-Other: x | ''"
            })
    void shouldFindTheNameWhateverItsShape(String header, String expected) {
        var raw = ("From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + header
                        + (header.startsWith("Content-Type") ? "" : "\r\nContent-Type: application/octet-stream")
                        + "\r\n\r\nx\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        var file = EmailParser.parse(raw, null).orElseThrow().files().getFirst();
        assertThat(file.name()).isEqualTo(expected.isEmpty() ? null : expected);
    }
}
