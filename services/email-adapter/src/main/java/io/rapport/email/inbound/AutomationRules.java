package io.rapport.email.inbound;

import io.rapport.contracts.interactions.Automation;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells mail that no person wrote just now by its headers (RFC 3834, RFC 3464, RFC 5965); a subject is never proof.
 */
final class AutomationRules {
    private static final Set<String> REPORTS = Set.of("delivery-status", "feedback-report");
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    private static final Set<String> MAILERS = Set.of("mailer-daemon", "postmaster");

    private AutomationRules() {}

    /**
     * What wrote a mail.
     *
     * @param envelopeSender empty for the null return path; null when unknown
     * @param from the sender's address
     */
    static Automation classify(MailHeaders headers, @Nullable String envelopeSender, @Nullable String from) {
        boolean nullSender =
                (envelopeSender != null && envelopeSender.isEmpty()) || "<>".equals(headers.rawText("return-path"));
        if (isReport(headers) || headers.has("x-failed-recipients") || (nullSender && isMailer(from))) {
            return Automation.BOUNCE;
        }
        var submitted = headers.keyword("auto-submitted");
        if (submitted.startsWith("auto-replied") || headers.has("x-autoreply") || headers.has("x-autorespond")) {
            return Automation.AUTO_REPLY;
        }
        var precedence = headers.keyword("precedence");
        if (precedence.equals("auto_reply")) {
            return Automation.AUTO_REPLY;
        }
        if (BULK.contains(precedence) || headers.has("list-id") || headers.has("list-unsubscribe")) {
            return Automation.BULK;
        }
        if ((!submitted.isEmpty() && !submitted.equals("no")) || nullSender) {
            return Automation.AUTO_GENERATED;
        }
        return Automation.NONE;
    }

    private static boolean isReport(MailHeaders headers) {
        var contentType = headers.rawText("content-type");
        if (contentType == null) {
            return false;
        }
        var lower = contentType.toLowerCase(Locale.ROOT);
        return lower.startsWith("multipart/report")
                && (!lower.contains("report-type") || REPORTS.stream().anyMatch(lower::contains));
    }

    private static boolean isMailer(@Nullable String from) {
        if (from == null) {
            return true;
        }
        int at = from.indexOf('@');
        return MAILERS.contains(at < 0 ? from : from.substring(0, at));
    }
}
