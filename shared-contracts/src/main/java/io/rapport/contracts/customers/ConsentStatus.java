package io.rapport.contracts.customers;

/** What a customer allows. */
public enum ConsentStatus {
    GRANTED,
    DENIED,
    REVOKED
}
