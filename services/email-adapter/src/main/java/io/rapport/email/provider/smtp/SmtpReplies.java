package io.rapport.email.provider.smtp;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.email.FailureReasons;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.vertx.ext.mail.SMTPException;
import java.util.regex.Pattern;

/**
 * Reads what an SMTP server says when it does not take a mail (RFC 5321 section 4.2, RFC 3463).
 */
final class SmtpReplies {
    private static final Pattern ENHANCED = Pattern.compile("\\b5\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final int LONGEST_REPLY = 300;

    private SmtpReplies() {}

    static DeliveryOutcome outcome(Throwable failure) {
        if (failure instanceof SMTPException reply && reply.getReplyCode() >= 500 && !isAboutUs(reply.getReplyCode())) {
            return new DeliveryOutcome.Refused(refusal(reply.getReplyCode(), text(reply)));
        }
        if (failure instanceof SMTPException reply) {
            return new DeliveryOutcome.Deferred("The SMTP relay answered " + reply.getReplyCode());
        }
        return new DeliveryOutcome.Deferred(
                "The SMTP relay could not be used: " + failure.getClass().getSimpleName());
    }

    static DeliveryFailure refusal(int code, String reply) {
        var enhanced = ENHANCED.matcher(reply);
        var reason = enhanced.find() ? FailureReasons.reason(enhanced.group(1), enhanced.group(2)) : reason(code);
        return new DeliveryFailure(
                reason, Integer.toString(code), FailureReasons.sentence(reason) + " It said: " + reply);
    }

    /** The relay wants us to sign in, or does not know the command: a setting to be corrected, not the mail's fault. */
    private static boolean isAboutUs(int code) {
        return code == 530 || code == 534 || code == 535 || code == 538 || (code >= 500 && code <= 504);
    }

    private static Reason reason(int code) {
        return switch (code) {
            case 550, 551, 553 -> Reason.ADDRESS_UNKNOWN;
            case 552 -> Reason.CONTENT_NOT_ACCEPTED;
            case 554 -> Reason.REFUSED_BY_RECIPIENT;
            default -> Reason.UNKNOWN;
        };
    }

    private static String text(SMTPException reply) {
        var all = String.join(" ", reply.getReplyMessages()).strip();
        return all.length() > LONGEST_REPLY ? all.substring(0, LONGEST_REPLY) : all;
    }
}
