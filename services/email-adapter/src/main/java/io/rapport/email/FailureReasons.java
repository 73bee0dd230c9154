package io.rapport.email;

import io.rapport.contracts.interactions.DeliveryFailure.Reason;

/** Says the status codes of mail servers (RFC 3463) in the platform's vocabulary. */
public final class FailureReasons {
    private FailureReasons() {}

    /** The reason behind an enhanced status code's second and third number. */
    public static Reason reason(String subject, String detail) {
        return switch (subject) {
            case "1" -> Reason.ADDRESS_UNKNOWN;
            case "2" -> Reason.ADDRESS_UNREACHABLE;
            case "3" -> "4".equals(detail) ? Reason.CONTENT_NOT_ACCEPTED : Reason.ADDRESS_UNREACHABLE;
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
