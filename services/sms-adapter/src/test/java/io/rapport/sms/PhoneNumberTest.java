package io.rapport.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        assertThat(PhoneNumber.normalise(written, Optional.empty())).contains(normalised);
    }

    @ParameterizedTest
    @CsvSource({
        "0151 12345678, DE, +4915112345678",
        "(415) 555-2671, US, +14155552671",
        "+49 151 12345678, US, +4915112345678",
        "0049 151 12345678, FR, +4915112345678"
    })
    void shouldKnowTheCountryWhenARegionIsConfigured(String written, String region, String normalised) {
        assertThat(PhoneNumber.normalise(written, Optional.of(region))).contains(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MYBANK", "4155552671", "+1", "12", "+1415555267100000000", "1-800-FLOWERS"})
    void shouldGiveNothingWhenItIsNoNumber(String written) {
        assertThat(PhoneNumber.normalise(written, Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MYBANK", "My Bank 24", "A1", "O2-Info"})
    void shouldKeepASendersName(String name) {
        assertThat(PhoneNumber.sender(name, Optional.of("DE"))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MYBANKISTOOLONG", "<script>", "4155552671"})
    void shouldKeepNoNameWhenItIsNone(String name) {
        assertThat(PhoneNumber.sender(name, Optional.empty())).isEmpty();
    }

    @Test
    void shouldWriteASendersNumberAsANumber() {
        assertThat(PhoneNumber.sender("+49 151 12345678", Optional.empty())).contains("+4915112345678");
    }
}
