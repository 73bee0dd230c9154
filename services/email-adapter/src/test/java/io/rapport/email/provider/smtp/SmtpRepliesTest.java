package io.rapport.email.provider.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpRepliesTest {
    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 User unknown,ADDRESS_UNKNOWN",
        "550 no such user,ADDRESS_UNKNOWN",
        "553 bad address,ADDRESS_UNKNOWN",
        "550 5.1.8 bad sender,REFUSED_BY_POLICY",
        "552 5.2.2 Mailbox full,ADDRESS_UNREACHABLE",
        "552 5.2.3 too long for this mailbox,CONTENT_NOT_ACCEPTED",
        "550 5.2.1 Mailbox disabled,ADDRESS_UNREACHABLE",
        "552 5.3.4 Too big,CONTENT_NOT_ACCEPTED",
        "552 too big,CONTENT_NOT_ACCEPTED",
        "554 5.6.0 bad content,CONTENT_NOT_ACCEPTED",
        "550 5.7.1 SPF says no,REFUSED_BY_POLICY",
        "554 go away,REFUSED_BY_RECIPIENT",
        "571 whatever,UNKNOWN"
    })
    void shouldRefuseForGood(String reply, Reason reason) {
        assertThat(SmtpReplies.outcome(reply(reply))).isInstanceOfSatisfying(DeliveryOutcome.Refused.class, refused -> {
            assertThat(refused.failure().reason()).isEqualTo(reason);
            assertThat(refused.failure().providerCode()).isEqualTo(reply.substring(0, 3));
            assertThat(refused.failure().text()).contains(reply);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "450 4.2.0 greylisted,ADDRESS_UNREACHABLE",
        "421 busy,ADDRESS_UNREACHABLE",
        "451 local error,ADDRESS_UNREACHABLE",
        "500 what,PROVIDER_UNAVAILABLE"
    })
    void shouldDeferTheMailForWhatPasses(String reply, Reason reason) {
        assertThat(SmtpReplies.outcome(reply(reply)))
                .isInstanceOfSatisfying(DeliveryOutcome.Deferred.class, deferred -> {
                    assertThat(deferred.failure().reason()).isEqualTo(reason);
                    assertThat(deferred.failure().providerCode()).isEqualTo(reply.substring(0, 3));
                    assertThat(deferred.failure().text()).contains(reply);
                });
    }

    @ParameterizedTest
    @CsvSource({"535 5.7.8 bad credentials", "530 5.7.0 sign in"})
    void shouldHaveEverythingWaitWhenTheRelayDoesNotLetUsIn(String reply) {
        assertThat(SmtpReplies.outcome(reply(reply))).isInstanceOf(DeliveryOutcome.Away.class);
    }

    @Test
    void shouldHaveEverythingWaitWhenTheRelayIsAway() {
        assertThat(SmtpReplies.outcome(new ConnectException("refused"))).isInstanceOf(DeliveryOutcome.Away.class);
    }

    private static SMTPException reply(String line) {
        return new SMTPException(
                "recipient address not accepted", Integer.parseInt(line.substring(0, 3)), List.of(line), false);
    }
}
