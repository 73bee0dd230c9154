package io.rapport.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.TenantId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAccountsTest {
    private final MailAccounts accounts =
            new MailAccounts(List.of(MailAccount.of(TenantId.DEFAULT, "Support@Example.com", "Support")));

    @ParameterizedTest
    @ValueSource(strings = {"support@example.com", "SUPPORT@EXAMPLE.COM", "support+order-17@example.com"})
    void shouldKnowTheAccountByEverySpelling(String recipient) {
        assertThat(accounts.receiving(recipient))
                .hasValueSatisfying(account -> assertThat(account.address()).isEqualTo("support@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales@example.com", "support@example.org", "+support@example.com", "support", "", "@"})
    void shouldNotKnowOthers(String recipient) {
        assertThat(accounts.receiving(recipient)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "@example.com", "support@", "support+x@example.com"})
    void shouldRefuseASettingThatIsNoMailbox(String address) {
        assertThatThrownBy(() -> MailAccount.of(TenantId.DEFAULT, address, null))
                .hasMessageContaining("is not a mailbox address");
    }
}
