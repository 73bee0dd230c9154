package io.rapport.contracts;

import io.rapport.contracts.value.TenantId;
import java.util.UUID;

/** Record keys: the tenant is part of every one. */
public final class Keys {
    private Keys() {}

    /** {@code <tenant>:<aggregate id>}. */
    public static String of(TenantId tenant, UUID aggregate) {
        return tenant.value() + ":" + aggregate;
    }
}
