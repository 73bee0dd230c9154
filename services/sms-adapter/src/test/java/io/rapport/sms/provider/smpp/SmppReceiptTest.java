package io.rapport.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppReceiptTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:0123456789 sub:001 dlvrd:001 submit date:3001020304 done date:3001020305 stat:DELIVRD err:000 text:Hi | 0123456789 | DELIVRD | 000",
                "id:4f5e-77 sub:001 dlvrd:001 submit date:30010203040506 done date:30010203040506 stat:UNDELIV err:0B Text: | 4f5e-77 | UNDELIV | 0B",
                "ID:9 STAT:EXPIRED | 9 | EXPIRED |",
                "id: 42 status: rejectd | 42 | REJECTD |",
                "stat:ACCEPTD id:77 text:id:88 stat:DELIVRD | 77 | ACCEPTD |"
            })
    void shouldReadTheTextAsItComes(String text, String id, String state, String error) {
        assertThat(read(text, Map.of())).isEqualTo(new SmppReceipt(id, state, error));
    }

    @Test
    void shouldPreferTheParameters() {
        var parameters = Map.of(
                SmppReceipt.RECEIPTED_MESSAGE_ID,
                "AB12\0".getBytes(StandardCharsets.US_ASCII),
                SmppReceipt.MESSAGE_STATE,
                new byte[] {5});
        assertThat(read("id:99 stat:DELIVRD err:001", parameters)).isEqualTo(new SmppReceipt("AB12", "UNDELIV", "001"));
        assertThat(read("", parameters)).isEqualTo(new SmppReceipt("AB12", "UNDELIV", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "delivered", "id:12", "stat:DELIVRD"})
    void shouldGiveNothingWhenItIsNoReceipt(String text) {
        assertThat(SmppReceipt.read(text.getBytes(StandardCharsets.ISO_8859_1), Map.of()))
                .isEmpty();
    }

    @Test
    void shouldRecogniseAnIdInTheOtherNumberSystem() {
        assertThat(SmppReceipt.spellings("0000AB01")).contains("ab01", "43777");
        assertThat(SmppReceipt.spellings("43777")).contains("43777", "ab01");
        assertThat(SmppReceipt.spellings("7f-x")).containsExactly("7f-x");
    }

    private static SmppReceipt read(String text, Map<Short, byte[]> parameters) {
        return SmppReceipt.read(text.getBytes(StandardCharsets.ISO_8859_1), parameters)
                .orElseThrow();
    }
}
