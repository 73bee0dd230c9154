package io.rapport.contracts.value;

/** Why a message goes out: an answer the customer waits for, or contact that we start. */
public enum MessagePurpose {
    REPLY,
    FOLLOW_UP,
    SURVEY,
    APOLOGY,
    NOTICE;

    /** Contact we start spends the customer's attention and needs the attention budget's grant. */
    public boolean startedByUs() {
        return this != REPLY;
    }
}
