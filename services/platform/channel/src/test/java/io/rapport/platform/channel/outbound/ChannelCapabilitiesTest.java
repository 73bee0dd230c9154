package io.rapport.platform.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.platform.channel.provider.Messages;
import org.junit.jupiter.api.Test;

class ChannelCapabilitiesTest {
    private final ChannelCapabilities capabilities = new ChannelCapabilities(5);

    @Test
    void shouldCarryAMessageThatFits() {
        assertThat(capabilities.objection(Messages.saying("hello"))).isEmpty();
    }

    @Test
    void shouldObjectWhenTextIsBlank() {
        assertThat(capabilities.objection(Messages.saying(" \n")))
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.CONTENT_NOT_ACCEPTED));
    }

    @Test
    void shouldSayBothLengthsWhenTextIsTooLong() {
        assertThat(capabilities.objection(Messages.saying("hello!")))
                .hasValueSatisfying(failure ->
                        assertThat(failure.text()).contains("6 characters").contains("at most 5"));
    }
}
