package io.rapport.email;

import io.rapport.contracts.value.TenantId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The mailboxes we serve. */
@Singleton
public class MailAccounts {
    private final Map<String, MailAccount> byAddress = new LinkedHashMap<>();
    private final Set<String> domains;

    @Inject
    MailAccounts(EmailConfig config) {
        this(config.accounts().stream()
                .map(account -> new MailAccount(
                        TenantId.of(account.tenant()),
                        account.address(),
                        account.displayName().orElse(null)))
                .toList());
    }

    public MailAccounts(List<MailAccount> accounts) {
        for (var account : accounts) {
            var address = account.address().toLowerCase(Locale.ROOT);
            int at = address.indexOf('@');
            if (at < 1 || at == address.length() - 1 || address.indexOf('+') >= 0) {
                throw new IllegalArgumentException("rapport.email.accounts: \"" + address
                        + "\" is not a mailbox address; write it as name@domain, without a plus-tag");
            }
            if (byAddress.put(address, new MailAccount(account.tenant(), address, account.displayName())) != null) {
                throw new IllegalArgumentException("rapport.email.accounts: \"" + address + "\" is listed twice");
            }
        }
        domains = byAddress.values().stream().map(MailAccount::domain).collect(Collectors.toUnmodifiableSet());
    }

    /** Every mailbox. */
    public Collection<MailAccount> all() {
        return byAddress.values();
    }

    /** The account that receives mail for this address, by itself or by a plus-tag (RFC 5233). */
    public Optional<MailAccount> receiving(String recipient) {
        var address = recipient.toLowerCase(Locale.ROOT);
        int plus = address.indexOf('+');
        int at = address.lastIndexOf('@');
        if (plus > 0 && plus < at) {
            address = address.substring(0, plus) + address.substring(at);
        }
        return Optional.ofNullable(byAddress.get(address));
    }

    /** What stands behind the plus sign of an address. */
    public static Optional<String> tag(String recipient) {
        int plus = recipient.indexOf('+');
        int at = recipient.lastIndexOf('@');
        return plus > 0 && plus < at ? Optional.of(recipient.substring(plus + 1, at)) : Optional.empty();
    }

    /** Whether mail of this domain is ours. */
    public boolean isOurDomain(String domain) {
        return domains.contains(domain.toLowerCase(Locale.ROOT));
    }
}
