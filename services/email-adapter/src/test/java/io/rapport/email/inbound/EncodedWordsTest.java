package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain = text | plain = text",
                "=?UTF-8?B?R3LDvMOfZQ==?= | Grüße",
                "=?utf-8?q?Gr=C3=BC=C3=9Fe_aus?= K | Grüße aus K",
                "=?ISO-8859-1?Q?Gr=FC=DFe?= =?UTF-8?Q?_da?= | Grüße da",
                "=?UTF-8?Q?Gr=C3?= =?UTF-8?Q?=BC=C3=9Fe?= | Grüße",
                "=?UTF-8?B?R3LDvMOf?= =?UTF-8?B?ZQ?= | Grüße",
                "=?NONE?B?VEVTVA=?= | TEST",
                "=?UTF-8*de?Q?Gr=C3=BC=C3=9Fe?= | Grüße",
                "=?iso-2022-jp?B?GyRCJF4kXyRgGyhC?= | まみむ",
                "=?ks_c_5601-1987?B?vbrGrsfY?= | 스트해",
                "a =?UTF-8?Q?b?= c =?UTF-8?Q?d?= | a b c d",
                "=?UTF-8?Q?=ZZ=4?= | =ZZ=4",
                "=?broken? | =?broken?"
            })
    void shouldDecodeWhateverItsShape(String given, String expected) {
        assertThat(EncodedWords.decode(given)).isEqualTo(expected);
    }
}
