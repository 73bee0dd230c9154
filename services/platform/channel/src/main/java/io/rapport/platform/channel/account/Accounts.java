package io.rapport.platform.channel.account;

import io.rapport.contracts.value.TenantId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** The accounts an adapter serves; there may be none. */
public final class Accounts {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, Account> byId = new LinkedHashMap<>();
    private final Map<Side, Account> bySide = new LinkedHashMap<>();

    /** @throws IllegalArgumentException saying which account is wrong */
    public Accounts(List<Account> accounts) {
        for (var account : accounts) {
            if (!ID.matcher(account.id()).matches()) {
                throw new IllegalArgumentException("The account id \"" + account.id()
                        + "\" stands in an address: write 1 to 63 lower-case letters, digits and hyphens");
            }
            if (byId.put(account.id(), account) != null) {
                throw new IllegalArgumentException("The account id \"" + account.id() + "\" is configured twice");
            }
            if (bySide.put(new Side(account.tenant(), account.address()), account) != null) {
                throw new IllegalArgumentException(
                        "The account \"" + account.id() + "\" has the same address as another one of its tenant");
            }
        }
    }

    /** The account of a webhook address. */
    public Optional<Account> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The account on our side of a thread. */
    public Optional<Account> of(TenantId tenant, String address) {
        return Optional.ofNullable(bySide.get(new Side(tenant, address)));
    }

    public Collection<Account> all() {
        return byId.values();
    }

    /** Up, with what is configured; a channel nobody has configured is no fault. */
    public HealthCheckResponse health() {
        var response = HealthCheckResponse.named("accounts").up().withData("count", byId.size());
        if (byId.isEmpty()) {
            return response.withData("note", "no account is configured, so nothing comes in and nothing goes out")
                    .build();
        }
        return response.withData("ids", String.join(" ", byId.keySet())).build();
    }

    private record Side(TenantId tenant, String address) {}
}
