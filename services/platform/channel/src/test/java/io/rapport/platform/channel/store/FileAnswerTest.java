package io.rapport.platform.channel.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAnswerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bill.pdf | filename=\"bill.pdf\"; filename*=UTF-8''bill.pdf",
                "Käse*.png | filename=\"K_se_.png\"; filename*=UTF-8''K%C3%A4se%2A.png",
                "a\"; x=\" | filename=\"a__ x__\"; filename*=UTF-8''a%22%3B%20x%3D%22",
                "| filename=\"file\"; filename*=UTF-8''file"
            })
    void shouldNameAFileForEveryBrowser(String name, String disposition) {
        assertThat(FileAnswer.disposition(true, name)).isEqualTo("inline; " + disposition);
        assertThat(FileAnswer.disposition(false, name)).isEqualTo("attachment; " + disposition);
    }
}
