package io.rapport.chat.history;

import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.smallrye.mutiny.Uni;

/** Is told of every line that is added here. */
@FunctionalInterface
public interface LineListener {
    /** Never fails: whoever is not told finds the line when he looks. */
    Uni<Void> added(TenantId tenant, ThreadRef thread, long number);
}
