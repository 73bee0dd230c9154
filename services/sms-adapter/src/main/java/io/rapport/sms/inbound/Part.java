package io.rapport.sms.inbound;

/**
 * One segment of a long message, as providers that do not join them bring it.
 *
 * @param from as {@link io.rapport.sms.PhoneNumber} writes it
 * @param reference the sender's number of the message; small, so it comes again
 * @param number from 1 to {@code total}
 */
public record Part(String providerMessageId, String from, String reference, int number, int total, String text) {
    /** What a header can count to; TS 23.040 section 9.2.3.24.1. */
    public static final int MOST = 255;

    /** Whether the numbers make sense. */
    public static boolean isOne(int number, int total) {
        return total >= 1 && total <= MOST && number >= 1 && number <= total;
    }
}
