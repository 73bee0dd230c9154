package io.rapport.email;

import io.rapport.platform.channel.account.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The mailboxes we serve just now.
 *
 * <p>Not a singleton, so that whoever needs it while the accounts are being made gets a proxy: what sends for them asks it.
 */
@ApplicationScoped
public class MailAccounts {
    private final Supplier<Index> index;
    private final BooleanSupplier complete;

    @Inject
    MailAccounts(Accounts accounts) {
        this.complete = accounts::isComplete;
        this.index = accounts.derived(all -> new Index(
                all.stream().map(it -> it.settings(Mailbox.class).account()).toList()));
    }

    public MailAccounts(List<MailAccount> accounts) {
        var given = new Index(accounts);
        this.index = () -> given;
        this.complete = () -> true;
    }

    private record Index(Map<String, MailAccount> byAddress, Set<String> domains) {
        private Index(List<MailAccount> accounts) {
            this(
                    accounts.stream().collect(Collectors.toUnmodifiableMap(MailAccount::address, it -> it)),
                    accounts.stream().map(MailAccount::domain).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** The account that receives mail for this address, by itself or by a plus-tag (RFC 5233). */
    public Optional<MailAccount> receiving(String recipient) {
        var address = recipient.toLowerCase(Locale.ROOT);
        int plus = address.indexOf('+');
        int at = address.lastIndexOf('@');
        if (plus > 0 && plus < at) {
            address = address.substring(0, plus) + address.substring(at);
        }
        return Optional.ofNullable(index.get().byAddress().get(address));
    }

    /** Whether a mailbox that is not here is unknown; at the start one may still come. */
    public boolean areAllKnown() {
        return complete.getAsBoolean();
    }

    /** What stands behind the plus sign of an address. */
    public static Optional<String> tag(String recipient) {
        int plus = recipient.indexOf('+');
        int at = recipient.lastIndexOf('@');
        return plus > 0 && plus < at ? Optional.of(recipient.substring(plus + 1, at)) : Optional.empty();
    }

    /** Whether mail of this domain is ours. */
    public boolean isOurDomain(String domain) {
        return index.get().domains().contains(domain.toLowerCase(Locale.ROOT));
    }
}
