package io.rapport.email;

import io.rapport.contracts.value.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox of ours.
 *
 * @param address in lower case, without a plus-tag
 */
public record MailAccount(
        TenantId tenant, String address, @Nullable String displayName) {
    /** What follows the at sign. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
