package io.rapport.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    @ParameterizedTest
    @CsvSource({
        "+14155552671, +14155552671",
        "' +49 (151) 1234-5678 ', +4915112345678",
        "+44 020 7946 0958, +442079460958",
        "72345, 72345"
    })
    void shouldWriteTheNumberInOneWayWhenItIsOne(String written, String normalised) {
        assertThat(PhoneNumber.normalise(written)).contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MYBANK", "4155552671", "+1", "12", "+1415555267100000000"})
    void shouldGiveNothingWhenItIsNoNumber(String written) {
        assertThat(PhoneNumber.normalise(written)).isEmpty();
    }
}
