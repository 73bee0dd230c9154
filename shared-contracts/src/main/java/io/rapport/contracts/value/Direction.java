package io.rapport.contracts.value;

/** Which way contact flows: the customer came to us, or we went to the customer. */
public enum Direction {
    INWARD,
    OUTWARD
}
