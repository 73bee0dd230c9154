package io.rapport.sms.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.sms.consent.OptOuts;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsGateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OURS = "+14155552671";
    private static final String CUSTOMER = "+4915112345678";

    private final OptOuts optOuts = Gates.optOuts();
    private final SmsGate gate = new SmsGate(OURS, Gates.settings(), optOuts);
    private final List<String> sent = new ArrayList<>();

    @Test
    void shouldSendToTheNumberInOneWayOfWriting() {
        assertThat(pass(message("0151 12345678", "Hello"))).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(sent).containsExactly(CUSTOMER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MYBANK", "+49", "casey@example.com"})
    void shouldRefuseWhenTheReceiverIsNoNumber(String receiver) {
        assertThat(reason(pass(message(receiver, "Hello")))).isEqualTo(Reason.ADDRESS_UNKNOWN);
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldRefuseUntilTheReceiverStartsAgain() {
        // given
        optOuts.stop(TenantId.DEFAULT, OURS, CUSTOMER, null).await().atMost(PATIENCE);
        // then
        assertThat(reason(pass(message(CUSTOMER, "Hello")))).isEqualTo(Reason.OPTED_OUT);
        assertThat(sent).isEmpty();
        // when
        optOuts.start(TenantId.DEFAULT, OURS, CUSTOMER).await().atMost(PATIENCE);
        // then
        assertThat(pass(message(CUSTOMER, "Hello"))).isInstanceOf(DeliveryOutcome.Accepted.class);
    }

    @Test
    void shouldLetNothingButTheAnswerThroughWhenTheReceiverHasStopped() {
        // given
        var answer = message(CUSTOMER, "You get no more messages.");
        optOuts.stop(TenantId.DEFAULT, OURS, CUSTOMER, answer.commandId())
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(pass(answer)).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(reason(pass(message(CUSTOMER, "One more thing")))).isEqualTo(Reason.OPTED_OUT);
    }

    @Test
    void shouldNotAskTheProviderAgainWhenItSaidThatTheReceiverHasStopped() {
        // given
        var refusal = new DeliveryOutcome.Refused(new DeliveryFailure(Reason.OPTED_OUT, "21610", "Stopped."));
        gate.pass(
                        TenantId.DEFAULT,
                        message(CUSTOMER, "Hello"),
                        to -> Uni.createFrom().item(refusal))
                .await()
                .atMost(PATIENCE);
        // then
        assertThat(reason(pass(message(CUSTOMER, "Hello")))).isEqualTo(Reason.OPTED_OUT);
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldStopOnlyTheNumberThatWasStopped() {
        // given
        optOuts.stop(TenantId.DEFAULT, "+14155550000", CUSTOMER, null).await().atMost(PATIENCE);
        // then
        assertThat(pass(message(CUSTOMER, "Hello"))).isInstanceOf(DeliveryOutcome.Accepted.class);
    }

    private DeliveryOutcome pass(SendMessage message) {
        return gate.pass(TenantId.DEFAULT, message, receiver -> {
                    sent.add(receiver);
                    return Uni.createFrom().item(new DeliveryOutcome.Accepted("SM1"));
                })
                .await()
                .atMost(PATIENCE);
    }

    private static SendMessage message(String to, String text) {
        return Messages.to(Channel.SMS, OURS, to, text);
    }

    private static Reason reason(DeliveryOutcome outcome) {
        return ((DeliveryOutcome.Refused) outcome).failure().reason();
    }
}
