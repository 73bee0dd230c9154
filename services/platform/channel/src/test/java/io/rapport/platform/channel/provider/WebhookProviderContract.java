package io.rapport.platform.channel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every provider that calls us must do besides {@link ProviderContract}. */
public interface WebhookProviderContract extends ProviderContract {
    @Override
    WebhookProvider provider();

    /** A genuine, signed call that tells at least one thing we know. */
    WebhookCall genuineCall();

    @Test
    default void shouldTrustAGenuineCall() {
        assertThat(provider().verify(genuineCall())).isTrue();
        assertThat(provider().parse(genuineCall().rawBody())).isNotEmpty().noneMatch(Inbound.Unknown.class::isInstance);
    }

    @Test
    default void shouldNotTrustAChangedBody() {
        // given
        var genuine = genuineCall();
        var changed = genuine.rawBody().clone();
        changed[changed.length / 2] ^= 1;
        // then
        assertThat(provider().verify(new WebhookCall(genuine.url(), genuine.headers(), changed)))
                .isFalse();
    }

    @Test
    default void shouldNotTrustACallWithoutItsHeaders() {
        var genuine = genuineCall();
        assertThat(provider().verify(new WebhookCall(genuine.url(), Map.of(), genuine.rawBody())))
                .isFalse();
    }

    @Test
    default void shouldCallWhatItDoesNotKnowUnknown() {
        var parsed = provider().parse("{\"a_kind_of_next_year\":{}}".getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).allMatch(Inbound.Unknown.class::isInstance);
    }
}
