package io.rapport.email;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;

/** Says the status codes of mail servers (RFC 3463) in the platform's vocabulary. */
public final class FailureReasons {
    private FailureReasons() {}

    /** The reason behind an enhanced status code's second and third number. */
    public static Reason reason(String subject, String detail) {
        return switch (subject) {
            // 7 and 8: it is the sender's address that they do not take
            case "1" -> detail.equals("7") || detail.equals("8") ? Reason.REFUSED_BY_POLICY : Reason.ADDRESS_UNKNOWN;
            // the mail is too long for the mailbox, or for the server
            case "2" -> detail.equals("3") ? Reason.CONTENT_NOT_ACCEPTED : Reason.ADDRESS_UNREACHABLE;
            case "3" -> detail.equals("4") ? Reason.CONTENT_NOT_ACCEPTED : Reason.ADDRESS_UNREACHABLE;
            case "4" -> Reason.ADDRESS_UNREACHABLE;
            case "6" -> Reason.CONTENT_NOT_ACCEPTED;
            case "7" -> Reason.REFUSED_BY_POLICY;
            default -> Reason.UNKNOWN;
        };
    }

    /** The reason in one sentence. */
    public static String sentence(Reason reason) {
        return switch (reason) {
            case ADDRESS_UNKNOWN -> "The receiving server does not know this address.";
            case ADDRESS_UNREACHABLE -> "The mailbox cannot take mail.";
            case REFUSED_BY_RECIPIENT -> "The receiving server refused the mail.";
            case REFUSED_BY_POLICY -> "A policy of the receiving server forbids the mail.";
            case CONTENT_NOT_ACCEPTED -> "The receiving server does not accept this content.";
            case WINDOW_CLOSED, OPTED_OUT, THROTTLED, PROVIDER_UNAVAILABLE, UNKNOWN -> "The mail was refused.";
        };
    }
}
