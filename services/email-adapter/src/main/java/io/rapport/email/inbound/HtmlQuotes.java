package io.rapport.email.inbound;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter.FilterResult;

/** Knows how mail programs mark in HTML what they quote, and the signature. */
final class HtmlQuotes {
    private static final Set<String> QUOTE_CLASSES = Set.of(
            "gmail_attr",
            "moz-cite-prefix",
            "moz-forward-container",
            "yahoo_quoted",
            "protonmail_quote",
            "tutanota_quote",
            "zmail_extra",
            "reply-intro",
            "mailquote",
            "email_quote",
            "wordsection_quote",
            "mail_quote_collapse",
            "moz-email-headers-table",
            "mcntgmail_quote",
            "sh-quoted-content",
            "front-blockquote");
    private static final Set<String> SIGNATURE_CLASSES =
            Set.of("gmail_signature", "moz-signature", "protonmail_signature_block", "gmail_signature_prefix");
    private static final Set<String> QUOTE_IDS = Set.of(
            "olk_src_body_section",
            "isreplycontent",
            "isforwardcontent",
            "reply-intro",
            "qt",
            "replybody",
            "mail-editor-reference-message-container",
            "spark_quote",
            "forwardbody1");
    private static final Set<String> SIGNATURE_IDS =
            Set.of("applemailsignature", "signature", "ms-outlook-mobile-signature", "mail-app-auto-default-signature");

    /** From here on everything is quoted. */
    private static final Set<String> START_IDS =
            Set.of("divrplyfwdmsg", "appendonsend", "stopspelling", "zwchr", "ms-outlook-mobile-body-separator-line");

    /** One of these stands in every HTML mail in which something could be found. */
    private static final List<String> HINTS = List.of(
            "gmail_",
            "divrplyfwdmsg",
            "appendonsend",
            "border-top",
            "yahoo_quoted",
            "moz-",
            "olk_src_body_section",
            "stopspelling",
            "zwchr",
            "protonmail_",
            "tutanota_quote",
            "zmail_extra",
            "isreplycontent",
            "__quoted_text__",
            "reference-message",
            "name=\"quote\"",
            "type=\"cite\"",
            "type=cite",
            "type='cite'",
            "blockquote",
            "mailsignature",
            "reply-intro",
            "outlook-mobile",
            "signature",
            "id=\"qt\"");

    private static final int HEADER_START = 200;

    /** Looking into an element reads all of it, which a page made for it could let us do forever. */
    private static final int MOST_LOOKS = 100;

    private final Set<Node> introduced = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean found;
    private int looks;

    /** Whether it is worth to take the HTML apart. */
    static boolean mayMark(String html) {
        var lower = html.toLowerCase(Locale.ROOT);
        return HINTS.stream().anyMatch(lower::contains);
    }

    boolean found() {
        return found;
    }

    FilterResult decide(Node node) {
        if (introducesGmailQuote(node)) {
            return skip();
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        if (isGmailQuote(element)) {
            return gmailQuote(element);
        }
        if (startsQuote(element)) {
            found = true;
            return FilterResult.STOP;
        }
        return isQuote(element) || isSignature(element) ? skip() : FilterResult.CONTINUE;
    }

    /** A blockquote that some programs make of an indented paragraph. */
    static boolean isIndentation(Element blockquote) {
        var style = style(blockquote);
        return style.contains("border:none") || style.contains("border:0");
    }

    private FilterResult gmailQuote(Element quote) {
        if (looks++ > MOST_LOOKS) {
            return FilterResult.CONTINUE;
        }
        if (quote.select("blockquote").isEmpty() || quote.text().startsWith("-----")) {
            return skip();
        }
        if (quote.children().stream().anyMatch(HtmlQuotes::isBlockquote)) {
            introduced.add(quote);
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isBlockquote(Element element) {
        return element.normalName().equals("blockquote");
    }

    private FilterResult skip() {
        found = true;
        return FilterResult.SKIP_ENTIRELY;
    }

    private boolean startsQuote(Element element) {
        if (START_IDS.contains(plainId(element)) || element.attr("data-marker").equals("__QUOTED_TEXT__")) {
            return true;
        }
        var style = style(element);
        return style.contains("border-top") && style.contains("solid") && looks++ < MOST_LOOKS && isHeader(element);
    }

    private static boolean isHeader(Element element) {
        var text = element.text();
        var start = text.substring(0, Math.min(text.length(), HEADER_START)).strip();
        return QuoteHeads.label(start) != null
                || (element.select("b, strong").size() >= 2 && start.indexOf(':') > 0 && start.indexOf(':') < 40);
    }

    private static boolean isQuote(Element element) {
        if (isBlockquote(element)) {
            return element.attr("type").equalsIgnoreCase("cite")
                    || element.hasAttr("cite")
                    || hasClass(element, Set.of("gmail_quote"))
                    || QUOTE_IDS.contains(plainId(element))
                    || style(element).contains("border-left");
        }
        return hasClass(element, QUOTE_CLASSES)
                || QUOTE_IDS.contains(plainId(element))
                || element.attr("name").equals("quote")
                || plainId(element).startsWith("yahoo_quoted");
    }

    private static boolean isSignature(Element element) {
        return hasClass(element, SIGNATURE_CLASSES)
                || SIGNATURE_IDS.contains(plainId(element))
                || element.hasAttr("data-signatureblock")
                || element.attr("data-smartmail").equals("gmail_signature");
    }

    /** What stands in Gmail's quote before the quoted mail says who wrote it, in whatever language. */
    private boolean introducesGmailQuote(Node node) {
        if (node instanceof Element element && isBlockquote(element)) {
            introduced.remove(node.parent());
        }
        return introduced.contains(node.parent());
    }

    private static boolean isGmailQuote(Element element) {
        return element.normalName().equals("div") && hasClass(element, Set.of("gmail_quote"));
    }

    /** Outlook puts a letter before the classes and ids of others, Yahoo a word before its own. */
    private static boolean hasClass(Element element, Set<String> wanted) {
        if (!element.hasAttr("class")) {
            return false;
        }
        for (var name : element.classNames()) {
            if (wanted.contains(plain(name))) {
                return true;
            }
        }
        return false;
    }

    private static String plainId(Element element) {
        return plain(element.id());
    }

    private static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("x_")) {
            return lower.substring(2);
        }
        if (lower.startsWith("ydp")) {
            int yahoo = lower.indexOf("yahoo_");
            return yahoo < 0 ? lower : lower.substring(yahoo);
        }
        return lower.startsWith("ecx") ? lower.substring(3) : lower;
    }

    private static String style(Element element) {
        return element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
