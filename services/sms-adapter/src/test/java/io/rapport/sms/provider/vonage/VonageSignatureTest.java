package io.rapport.sms.provider.vonage;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.sms.provider.vonage.VonageSignature.Method;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures were made with Python's hashlib and hmac from the published algorithm. */
class VonageSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_893_553_445L);
    private static final Map<String, String> FIELDS = Map.of(
            "msisdn", "4915112345678",
            "to", "447700900000",
            "messageId", "0A0000000123ABCD1",
            "text", "Tea & cake = Grüße",
            "keyword", "",
            "timestamp", "1893553445");

    @ParameterizedTest
    @CsvSource({
        "MD5HASH, ffd21e773ec55d31f54a006d9a0242ce",
        "MD5, 8c3733438543224b829bb3a275855d23",
        "SHA1, 0ead28f76c0b0c94f1d5e604d6e13266682a311e",
        "SHA256, fc5fecb6046d9e787aa42961f7c09b1687eae44db8bd54241af9f378892a070b",
        "SHA512, 958f91899d999a6f48a7251920a566682a945b7e5de42a894851aa004695dd5d"
                + "b30af73fae317b6f58ed193063ca6669f0395fc35a4cea3783d8b35b5ecce489"
    })
    void shouldFitWhenVonageSignedIt(Method method, String sig) {
        assertThat(signature(method, NOW).fits(with("sig", sig))).isTrue();
        assertThat(signature(method, NOW).fits(with("sig", sig.toUpperCase(Locale.ROOT))))
                .isTrue();
        assertThat(signature(method, NOW).fits(with("sig", sig.replace('a', 'b').replace('0', '1'))))
                .isFalse();
    }

    @Test
    void shouldNotFitWhenAnythingIsChanged() {
        var sig = signature(Method.SHA256, NOW).sign(FIELDS);
        var changed = new TreeMap<>(with("sig", sig));
        changed.put("text", "Coffee");
        assertThat(signature(Method.SHA256, NOW).fits(changed)).isFalse();
        assertThat(signature(Method.SHA512, NOW).fits(with("sig", sig))).isFalse();
        assertThat(signature(Method.SHA256, NOW).fits(FIELDS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void shouldNotFitWhenItIsStale(long seconds) {
        var sig = signature(Method.SHA256, NOW).sign(FIELDS);
        assertThat(signature(Method.SHA256, NOW.plusSeconds(seconds)).fits(with("sig", sig)))
                .isFalse();
        assertThat(signature(Method.SHA256, NOW.plusSeconds(seconds > 0 ? 299 : -299))
                        .fits(with("sig", sig)))
                .isTrue();
    }

    @Test
    void shouldTrustATokenForItsBodyOnly() {
        // given
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var token = StandInVonage.token("{\"a\":1}", clock);
        var signature =
                new VonageSignature(StandInVonage.API_KEY, StandInVonage.SIGNATURE_SECRET, Method.MD5HASH, clock);
        // then
        assertThat(signature.fits(token, bytes("{\"a\":1}"))).isTrue();
        assertThat(signature.fits(token, bytes("{\"a\":2}"))).isFalse();
        assertThat(signature.fits(token + "x", bytes("{\"a\":1}"))).isFalse();
        assertThat(new VonageSignature("other", StandInVonage.SIGNATURE_SECRET, Method.MD5HASH, clock)
                        .fits(token, bytes("{\"a\":1}")))
                .isFalse();
        assertThat(new VonageSignature(
                                StandInVonage.API_KEY,
                                StandInVonage.SIGNATURE_SECRET,
                                Method.MD5HASH,
                                Clock.offset(clock, Duration.ofMinutes(6)))
                        .fits(token, bytes("{\"a\":1}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer a.b", "Bearer a.b.c", "Bearer ..", "Basic YTpi", "Bearer !.!.!"})
    void shouldNotTrustWhatIsNoToken(String header) {
        assertThat(signature(Method.MD5HASH, NOW).fits(header, new byte[0])).isFalse();
    }

    private static VonageSignature signature(Method method, Instant now) {
        return new VonageSignature(
                StandInVonage.API_KEY, "a-signature-secret", method, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Map<String, String> with(String name, String value) {
        var all = new TreeMap<>(FIELDS);
        all.put(name, value);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
