package io.rapport.sandbox.mastodon;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Mastodon makes of a text. */
final class Text {
    /** Of a post. */
    static final int MOST = 500;

    /** So long counts every address of a web page. */
    static final int ADDRESS_LENGTH = 23;

    private static final int SHOWN_OF_ADDRESS = 30;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");
    private static final Pattern LINK = Pattern.compile(ADDRESS + "|" + Mention.PATTERN);
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private Text() {}

    /** Characters as a reader sees them; of whom it names, only the names count. */
    static long length(String text) {
        var counted = Mention.PATTERN
                .matcher(ADDRESS.matcher(text).replaceAll("x".repeat(ADDRESS_LENGTH)))
                .replaceAll("@${name}");
        return CHARACTER.matcher(counted).results().count();
    }

    /**
     * As HTML.
     *
     * @param linked whom a mention leads to: the HTML for it
     */
    static String html(String text, Function<Mention, String> linked) {
        var html = new StringBuilder();
        for (var paragraph : text.strip().split("\n{2,}")) {
            html.append("<p>");
            var link = LINK.matcher(paragraph);
            int from = 0;
            while (link.find()) {
                html.append(escaped(paragraph.substring(from, link.start())));
                html.append(link.group().startsWith("@") ? linked.apply(Mention.of(link)) : page(link));
                from = link.end();
            }
            html.append(escaped(paragraph.substring(from))).append("</p>");
        }
        return html.toString();
    }

    /** Shows an address's beginning, without its protocol. */
    private static String page(Matcher link) {
        var address = link.group();
        int host = address.indexOf("://") + 3;
        int end = Math.min(address.length(), host + SHOWN_OF_ADDRESS);
        return "<a href=\"%s\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span class=\"invisible\">%s</span><span class=\"%s\">%s</span><span class=\"invisible\">%s</span></a>"
                .formatted(
                        escaped(address),
                        address.substring(0, host),
                        end < address.length() ? "ellipsis" : "",
                        escaped(address.substring(host, end)),
                        escaped(address.substring(end)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("\n", "<br />");
    }
}
