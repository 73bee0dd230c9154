package io.rapport.email.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.email.threading.ThreadTokens;
import io.rapport.email.unsubscribe.UnsubscribeTokens.Subscription;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeTokensTest {
    private final UnsubscribeTokens tokens = new UnsubscribeTokens(() -> new byte[32]);

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = "0123456789abcdef")
    void shouldSayAgainWhatWasSealed(String root) {
        var subscription = subscription(root == null || root.isEmpty() ? null : root);
        assertThat(tokens.read(tokens.of(subscription))).hasValue(subscription);
    }

    @Test
    void shouldSayNothingToAnybodyElse() {
        var token = tokens.of(subscription("0123456789abcdef"));
        assertThat(new String(Base64.getUrlDecoder().decode(token), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("carla", "example");
        assertThat(new UnsubscribeTokens(() -> new byte[] {1}).read(token)).isEmpty();
    }

    @Test
    void shouldNotBeChangedNorMadeByAnybodyElse() {
        // given
        var subscription = subscription("0123456789abcdef");
        var bytes = Base64.getUrlDecoder().decode(tokens.of(subscription));
        // when, then
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThat(tokens.read(Base64.getUrlEncoder().encodeToString(bytes)))
                    .isEmpty();
            bytes[i] ^= 1;
        }
        var other = new ThreadTokens(() -> new byte[32]).of(TenantId.DEFAULT, subscription.thread());
        assertThat(tokens.read(other.orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "not base 64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldKnowWhatIsNoToken(String token) {
        assertThat(tokens.read(token)).isEmpty();
        assertThat(tokens.read(token + "A".repeat(100_000))).isEmpty();
    }

    private static Subscription subscription(String root) {
        return new Subscription(
                TenantId.DEFAULT,
                ThreadRef.of(TenantId.DEFAULT, Channel.EMAIL, "support@example.com", "carla@example.com", root),
                new CustomerId(UUID.randomUUID()),
                new CommandId(UUID.randomUUID()));
    }
}
