package io.rapport.desk.file;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * A mail's HTML made safe to show: nothing that runs, nothing that asks, nothing from elsewhere unless it is wanted.
 *
 * <p>What the sanitiser lets through is all there is; what happens before it only prepares.
 */
final class SafeHtml {
    /** Stands where a picture from elsewhere is not shown. */
    static final String BLOCKED = "blocked-image";

    private static final Pattern PICTURE_DATA =
            Pattern.compile("data:image/(png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\\s]*");
    private static final Pattern FILE =
            Pattern.compile("/api/conversations/[0-9a-f-]{36}/entries/[0-9a-f-]{36}/files/\\d+");
    private static final Pattern REMOTE = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LENGTH = Pattern.compile("\\d{1,5}(px|%)?");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowCommonBlockElements()
            .allowCommonInlineFormattingElements()
            .allowElements(
                    "a",
                    "abbr",
                    "address",
                    "article",
                    "big",
                    "caption",
                    "center",
                    "cite",
                    "col",
                    "colgroup",
                    "dd",
                    "del",
                    "details",
                    "dl",
                    "dt",
                    "figcaption",
                    "figure",
                    "font",
                    "footer",
                    "header",
                    "hr",
                    "img",
                    "ins",
                    "kbd",
                    "mark",
                    "pre",
                    "q",
                    "s",
                    "samp",
                    "section",
                    "summary",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr")
            .allowWithoutAttributes("a", "font", "span")
            .allowStyling()
            .allowUrlProtocols("http", "https", "mailto", "tel", "data")
            .allowAttributes("href")
            .matching(Pattern.compile("(https?|mailto|tel):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL))
            .onElements("a")
            .allowAttributes("target")
            .matching(true, "_blank")
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer")
            .allowAttributes("src")
            .matching((element, attribute, value) -> PICTURE_DATA.matcher(value).matches()
                            || FILE.matcher(value).matches()
                            || REMOTE.matcher(value).matches()
                    ? value
                    : null)
            .onElements("img")
            .allowAttributes("alt", "title", "lang", "dir")
            .globally()
            .allowAttributes("width", "height")
            .matching(LENGTH)
            .globally()
            .allowAttributes(
                    "align",
                    "valign",
                    "bgcolor",
                    "color",
                    "face",
                    "size",
                    "border",
                    "cellpadding",
                    "cellspacing",
                    "colspan",
                    "rowspan",
                    "start",
                    "type",
                    "nowrap")
            .globally()
            .allowAttributes("class")
            .matching(true, BLOCKED)
            .onElements("span")
            .toFactory();

    private static final String PAGE = """
            <!doctype html><html><head><meta charset="utf-8"><title>Message</title><style>
            html{background:#fff;color:#1d252b;color-scheme:light}
            body{margin:0;padding:12px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
            img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap;font:inherit}
            blockquote{margin:0 0 0 8px;padding-left:10px;border-left:2px solid #d3dadf}
            .blocked-image{display:inline-block;padding:2px 8px;border:1px dashed #96a1a9;border-radius:4px;color:#4c5860;font-size:12px}
            </style></head><body>
            """;

    private SafeHtml() {}

    /**
     * A whole document to show in a frame of its own.
     *
     * @param file the address of the picture that the mail brings under a Content-ID
     * @param remote whether pictures from elsewhere are shown
     */
    static String page(String html, Function<String, Optional<String>> file, boolean remote) {
        return PAGE + clean(html, file, remote) + "</body></html>";
    }

    static String clean(String html, Function<String, Optional<String>> file, boolean remote) {
        var mail = Jsoup.parse(html);
        mail.select("script, style, head, template, noscript").remove();
        mail.select("a[href]").attr("target", "_blank");
        for (var picture : mail.select("img")) {
            place(picture, file, remote);
        }
        return POLICY.sanitize(mail.outputSettings(new Document.OutputSettings().prettyPrint(false))
                .body()
                .html());
    }

    private static void place(Element picture, Function<String, Optional<String>> file, boolean remote) {
        var source = picture.attr("src").strip();
        if (source.regionMatches(true, 0, "cid:", 0, 4)) {
            file.apply(decoded(source.substring(4)))
                    .ifPresentOrElse(address -> picture.attr("src", address), () -> replace(picture, false));
            return;
        }
        var address = source.startsWith("//") ? "https:" + source : source;
        if (REMOTE.matcher(address).matches()) {
            if (isBeacon(picture)) {
                picture.remove();
            } else if (remote) {
                picture.attr("src", address);
            } else {
                replace(picture, true);
            }
        } else if (!PICTURE_DATA.matcher(address).matches()) {
            replace(picture, false);
        }
    }

    /** A picture nobody can see is there to tell its sender who looked. */
    private static boolean isBeacon(Element picture) {
        return isTiny(picture.attr("width")) && isTiny(picture.attr("height"));
    }

    private static boolean isTiny(String length) {
        return length.matches("[01](px)?");
    }

    private static void replace(Element picture, boolean blocked) {
        var words = picture.attr("alt").isBlank() ? "Picture" : picture.attr("alt");
        var stand = new Element("span").text(words);
        if (blocked) {
            stand.addClass(BLOCKED);
        }
        picture.replaceWith(stand);
    }

    private static String decoded(String cid) {
        try {
            return URLDecoder.decode(cid.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return cid;
        }
    }
}
