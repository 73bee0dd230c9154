package io.rapport.email;

import io.rapport.contracts.value.TenantId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox of ours.
 *
 * @param address in lower case, without a plus-tag
 */
public record MailAccount(
        TenantId tenant, String address, @Nullable String displayName) {
    private static final int LONGEST_LOCAL_PART = 64;

    /** @throws IllegalArgumentException when the address is none */
    public static MailAccount of(TenantId tenant, String written, @Nullable String displayName) {
        var address = written.toLowerCase(Locale.ROOT);
        int at = address.indexOf('@');
        if (at < 1 || at == address.length() - 1 || address.indexOf('+') >= 0) {
            throw new IllegalArgumentException("The mail account \"" + address
                    + "\" is not a mailbox address; write it as name@domain, without a plus-tag");
        }
        return new MailAccount(tenant, address, displayName);
    }

    /** The address with a tag behind a plus sign (RFC 5233), if there is room for it (RFC 5321 section 4.5.3.1.1). */
    public String tagged(String tag) {
        int at = address.indexOf('@');
        return at + 1 + tag.length() > LONGEST_LOCAL_PART
                ? address
                : address.substring(0, at) + '+' + tag + address.substring(at);
    }

    /** What follows the at sign. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
