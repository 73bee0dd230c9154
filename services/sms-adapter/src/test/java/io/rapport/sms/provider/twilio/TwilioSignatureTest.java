package io.rapport.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first two vectors are those of Twilio's own documentation and library; the others follow the published algorithm. */
class TwilioSignatureTest {
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final String BODY =
            "To=%2B18005551212&Digits=1234&From=%2B12349013030&Caller=%2B12349013030&CallSid=CA1234567890ABCDE";
    private static final String SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";

    private final TwilioSignature signature = new TwilioSignature("12345");

    @Test
    void shouldFitWhenTwilioSignedIt() {
        assertThat(fits(SIGNATURE, URL, BODY)).isTrue();
        assertThat(
                        fits(
                                "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
                                URL,
                                "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mycompany.com:443/myapp.php?foo=1&bar=2",
                "https://mycompany.com:8443/myapp.php?foo=1&bar=2"
            })
    void shouldFitWhenTheAddressHasAPortThatTwilioLeftOut(String url) {
        assertThat(fits(SIGNATURE, url, BODY)).isTrue();
    }

    @Test
    void shouldFitWhenTheFieldsAreNotAscii() {
        assertThat(new TwilioSignature("secret-of-example")
                        .fits(
                                "O40KZObq5gdRNDIJzPgrL+k9WMc=",
                                "https://sms.example.com:8443/webhooks/twilio/main",
                                bytes("MessageSid=SM00000000000000000000000000000001&From=%2B4915112345678"
                                        + "&To=%2B14155552671&Body=Gr%C3%BC%C3%9Fe+%26+mehr")))
                .isTrue();
    }

    @Test
    void shouldFitWhenAFieldComesMoreThanOnce() {
        assertThat(fits("XT9vf4mKTt9m57y0OxS0iEC4Yds=", URL, "MediaUrl=b&From=%2B1&MediaUrl=a&MediaUrl=b"))
                .isTrue();
    }

    @Test
    void shouldFitWhenTheBodyIsCoveredByItsHash() {
        // given
        var url = URL + "&bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        // then
        assertThat(fits("4GRKZCSU22d9rOjm+ecma7jyO8o=", url, "{\"a\":1}")).isTrue();
        assertThat(fits("4GRKZCSU22d9rOjm+ecma7jyO8o=", url, "{\"a\":2}")).isFalse();
    }

    @Test
    void shouldNotFitWhenAnythingIsChanged() {
        assertThat(fits(SIGNATURE, URL, BODY + "&More=1")).isFalse();
        assertThat(fits(SIGNATURE, URL + "&more=1", BODY)).isFalse();
        assertThat(fits(SIGNATURE, "http://mycompany.com/myapp.php?foo=1&bar=2", BODY))
                .isFalse();
        assertThat(fits("", URL, BODY)).isFalse();
        assertThat(new TwilioSignature("12346").fits(SIGNATURE, URL, bytes(BODY)))
                .isFalse();
    }

    @Test
    void shouldNotFitWhenTheBodyIsNoForm() {
        assertThat(fits(SIGNATURE, URL, "Body=%zz")).isFalse();
    }

    /** Each address as Twilio signed it and as it reaches us: behind a proxy with or without its port, or changed. */
    @ParameterizedTest
    @CsvSource({
        "https://sms.example.com/webhooks/twilio/main, https://sms.example.com/webhooks/twilio/main, true",
        "https://sms.example.com/webhooks/twilio/main, https://sms.example.com:443/webhooks/twilio/main, true",
        "https://sms.example.com:443/webhooks/twilio/main, https://sms.example.com/webhooks/twilio/main, true",
        "https://sms.example.com/webhooks/twilio/main, https://sms.example.com:8443/webhooks/twilio/main, true",
        "https://sms.example.com/s?command=1&customer=%2B2, https://sms.example.com/s?command=1&customer=%2B2, true",
        "https://sms.example.com/s?command=1, https://sms.example.com/s?command=2, false",
        "https://sms.example.com/webhooks/twilio/main, http://sms.example.com/webhooks/twilio/main, false",
        "https://sms.example.com/webhooks/twilio/main, https://internal.example.com/webhooks/twilio/main, false"
    })
    void shouldJudgeAsTwiliosOwnLibraryDoes(String signed, String reached, boolean genuine) {
        // given
        var fields = Map.of("MessageSid", "SM1", "From", "+4915112345678", "Body", "Grüße & mehr", "NumMedia", "0");
        var body = bytes("MessageSid=SM1&From=%2B4915112345678&Body=Gr%C3%BC%C3%9Fe+%26+mehr&NumMedia=0");
        var given = StandInTwilio.signature(signed, fields);
        // then
        assertThat(new RequestValidator(StandInTwilio.AUTH_TOKEN).validate(reached, fields, given))
                .isEqualTo(genuine);
        assertThat(new TwilioSignature(StandInTwilio.AUTH_TOKEN).fits(given, reached, body))
                .isEqualTo(genuine);
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":1}', true", "'{\"a\":2}', false"})
    void shouldJudgeABodyThatIsNoFormAsTwiliosOwnLibraryDoes(String body, boolean genuine) throws Exception {
        // given
        var url = URL + "&bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
        var given = StandInTwilio.signature(url, Map.of());
        // then
        assertThat(new RequestValidator(StandInTwilio.AUTH_TOKEN).validate(url, body, given))
                .isEqualTo(genuine);
        assertThat(new TwilioSignature(StandInTwilio.AUTH_TOKEN).fits(given, url, bytes(body)))
                .isEqualTo(genuine);
    }

    private boolean fits(String given, String url, String body) {
        return signature.fits(given, url, bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
