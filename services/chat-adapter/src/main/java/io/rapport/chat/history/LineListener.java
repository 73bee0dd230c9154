package io.rapport.chat.history;

import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;

/** Is told of every line that is added here. */
@FunctionalInterface
public interface LineListener {
    /** Is not waited for, and never fails: whoever is not told finds the line when he looks. */
    void added(TenantId tenant, ThreadRef thread, long number);
}
