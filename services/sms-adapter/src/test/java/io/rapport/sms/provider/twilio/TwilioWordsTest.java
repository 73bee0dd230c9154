package io.rapport.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.JsonHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioWordsTest {
    @ParameterizedTest
    @CsvSource({
        "accepted, ACCEPTED",
        "queued, QUEUED",
        "sending, QUEUED",
        "sent, SENT",
        "delivered, DELIVERED",
        "read, READ",
        "undelivered, FAILED",
        "failed, FAILED"
    })
    void shouldKnowHowFarAMessageGot(String word, DeliveryStatus status) {
        assertThat(TwilioWords.status(word)).contains(status);
    }

    @Test
    void shouldNotGuessWhenAStatusIsNew() {
        assertThat(TwilioWords.status("teleported")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "21211, ADDRESS_UNKNOWN",
        "30003, ADDRESS_UNREACHABLE",
        "21610, OPTED_OUT",
        "30004, REFUSED_BY_RECIPIENT",
        "30007, REFUSED_BY_POLICY",
        "21617, CONTENT_NOT_ACCEPTED",
        "63016, WINDOW_CLOSED",
        "30001, THROTTLED",
        "20003, PROVIDER_UNAVAILABLE",
        "99999, UNKNOWN"
    })
    void shouldSayWhyAMessageFailed(String code, Reason reason) {
        var failure = TwilioWords.failure(code);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.providerCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 429, 500, 503})
    void shouldDeferWhenLaterMayHelp(int status) {
        assertThat(TwilioWords.outcome(new JsonHttp.Answer(status, MissingNode.getInstance())))
                .isInstanceOf(DeliveryOutcome.Deferred.class);
    }

    @Test
    void shouldDeferWhenSomebodyElseAnsweredForTwilio() {
        assertThat(TwilioWords.outcome(new JsonHttp.Answer(200, MissingNode.getInstance())))
                .isInstanceOf(DeliveryOutcome.Deferred.class);
    }

    @Test
    void shouldRefuseByTheHttpStatusWhenThereIsNoCode() throws Exception {
        var answer = new JsonHttp.Answer(401, new JsonMapper().readTree("{}"));
        assertThat(TwilioWords.outcome(answer))
                .isInstanceOfSatisfying(
                        DeliveryOutcome.Refused.class,
                        refused -> assertThat(refused.failure().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE));
    }
}
