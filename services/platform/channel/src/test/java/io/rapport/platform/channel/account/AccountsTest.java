package io.rapport.platform.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final TenantId OTHER = TenantId.of("other");

    @Test
    void shouldFindAnAccountByItsIdAndByItsSide() {
        // given
        var first = account("first", TenantId.DEFAULT, "+14155552671");
        var second = account("second", OTHER, "+14155552671");
        var accounts = new Accounts(List.of(first, second));
        // then
        assertThat(accounts.withId("second")).contains(second);
        assertThat(accounts.withId("third")).isEmpty();
        assertThat(accounts.of(TenantId.DEFAULT, "+14155552671")).contains(first);
        assertThat(accounts.of(OTHER, "+14155552671")).contains(second);
        assertThat(accounts.of(OTHER, "+14155550000")).isEmpty();
    }

    @Test
    void shouldBeUpAndSaySoWhenNoneIsConfigured() {
        var health = new Accounts(List.of()).health();
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(health.getData())
                .hasValueSatisfying(
                        data -> assertThat(data).containsEntry("count", 0L).containsKey("note"));
    }

    @Test
    void shouldNotStartWhenTwoAccountsAreOne() {
        var account = account("first", TenantId.DEFAULT, "+14155552671");
        assertThatThrownBy(() -> new Accounts(List.of(account, account)))
                .hasMessageContaining("another account with the id");
        assertThatThrownBy(() -> new Accounts(List.of(account, account("second", TenantId.DEFAULT, "+14155552671"))))
                .hasMessageContaining("same address");
        assertThatThrownBy(() -> new Accounts(List.of(account("First Account", TenantId.DEFAULT, "1"))))
                .hasMessageContaining("lower-case");
    }

    @Test
    void shouldServeWhatComesInsteadOfWhatHadItsIdAndFollowIt() {
        // given
        var accounts = new Accounts(List.of(account("first", TenantId.DEFAULT, "1")));
        var addresses = accounts.derived(
                all -> all.stream().map(Account::address).sorted().toList());
        var seen = addresses.get();
        // then
        assertThat(addresses.get()).isSameAs(seen);
        // when
        assertThat(accounts.put(served(account("second", TenantId.DEFAULT, "2"))))
                .isEmpty();
        assertThat(accounts.put(served(account("second", TenantId.DEFAULT, "3"))))
                .isEmpty();
        // then
        assertThat(addresses.get()).containsExactly("1", "3");
        assertThat(accounts.of(TenantId.DEFAULT, "2")).isEmpty();
        // when
        accounts.remove("second");
        // then
        assertThat(addresses.get()).containsExactly("1");
    }

    @Test
    void shouldLeaveEverythingAsItIsWhenSomethingStandsAgainstAnAccount() {
        // given
        var accounts = new Accounts(List.of(account("first", TenantId.DEFAULT, "1")));
        // then
        assertThat(accounts.put(served(account("second", TenantId.DEFAULT, "1"))))
                .isPresent();
        assertThat(accounts.put(served(account("Second", TenantId.DEFAULT, "2"))))
                .isPresent();
        assertThat(accounts.all()).extracting(Account::id).containsExactly("first");
    }

    @Test
    void shouldGiveNoMailboxToTwoTenants() {
        // given
        var accounts = new Accounts(List.of(account("first", TenantId.DEFAULT, Channel.EMAIL, "support@example.com")));
        // then
        assertThat(accounts.put(served(account("second", OTHER, Channel.EMAIL, "support@example.com"))))
                .hasValueSatisfying(objection -> assertThat(objection).contains("another tenant's"));
    }

    private static Accounts.Served served(Account account) {
        return new Accounts.Served(account, "twilio", UUID.randomUUID());
    }

    private static Account account(String id, TenantId tenant, String address) {
        return account(id, tenant, Channel.SMS, address);
    }

    private static Account account(String id, TenantId tenant, Channel channel, String address) {
        return new Account(
                id,
                tenant,
                channel,
                address,
                (of, message) -> Uni.createFrom().item(new DeliveryOutcome.Accepted("1")),
                new ChannelCapabilities(160));
    }
}
