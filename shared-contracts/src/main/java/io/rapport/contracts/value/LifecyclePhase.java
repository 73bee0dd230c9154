package io.rapport.contracts.value;

/** Where in a customer's life with the company something happened. */
public enum LifecyclePhase {
    DISCOVERY,
    RESEARCH,
    PURCHASE,
    USE,
    POST_SALE,
    ADVOCACY
}
