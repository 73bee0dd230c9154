package io.rapport.email.provider.smtp;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.email.FailureReasons;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.vertx.ext.mail.SMTPException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/**
 * Reads what an SMTP server says when it does not take a mail (RFC 5321 section 4.2, RFC 3463).
 */
final class SmtpReplies {
    private static final Pattern ENHANCED = Pattern.compile("\\b5\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final int LONGEST_REPLY = 300;
    /** 500 to 504: what was said was not understood, which may be the server's fault as much as the mail's. */
    private static final int LAST_SYNTAX_ERROR = 504;

    private SmtpReplies() {}

    static DeliveryOutcome outcome(Throwable failure) {
        if (isWithoutSafety(failure)) {
            return new DeliveryOutcome.Away(
                    "The SMTP relay cannot be trusted or signed in to: " + failure.getMessage());
        }
        if (!(failure instanceof SMTPException reply)) {
            return DeliveryOutcome.noAnswer("The SMTP relay", failure);
        }
        int code = reply.getReplyCode();
        if (isNotLettingUsIn(code)) {
            return new DeliveryOutcome.Away("The SMTP relay does not let us in: it answered " + code);
        }
        if (code > LAST_SYNTAX_ERROR) {
            return new DeliveryOutcome.Refused(refusal(code, text(reply)));
        }
        var later = code >= 500
                ? "The mail server did not understand a command."
                : "The receiving server asks to come back later.";
        return new DeliveryOutcome.Deferred(new DeliveryFailure(
                code >= 500 ? Reason.PROVIDER_UNAVAILABLE : Reason.ADDRESS_UNREACHABLE,
                Integer.toString(code),
                later + " It said: " + text(reply)));
    }

    static DeliveryFailure refusal(int code, String reply) {
        var enhanced = ENHANCED.matcher(reply);
        var reason = enhanced.find() ? FailureReasons.reason(enhanced.group(1), enhanced.group(2)) : reason(code);
        return new DeliveryFailure(
                reason, Integer.toString(code), FailureReasons.sentence(reason) + " It said: " + reply);
    }

    /** For what comes after the handshake the client has words only; none of them names a recipient. */
    private static boolean isWithoutSafety(Throwable failure) {
        var words = String.valueOf(failure.getMessage());
        return failure instanceof SSLHandshakeException
                || words.startsWith("STARTTLS required")
                || words.startsWith("login is required");
    }

    /** A setting of ours to be corrected: until then nobody's mail goes. */
    private static boolean isNotLettingUsIn(int code) {
        return code == 530 || code == 534 || code == 535 || code == 538;
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
