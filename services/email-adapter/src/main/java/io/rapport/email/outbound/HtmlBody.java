package io.rapport.email.outbound;

import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes rich text of plain text: its paragraphs, lines and links, and nothing else, whatever the text says. */
final class HtmlBody {
    private static final Pattern PARAGRAPHS = Pattern.compile("\n[ \t]*\n\\s*");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
    /** A blank that HTML would not show: at the start of a line, or before another one. */
    private static final Pattern LOST_BLANK = Pattern.compile("^ | (?= )");

    private HtmlBody() {}

    static String of(String text) {
        var document = Document.createShell("");
        document.outputSettings().prettyPrint(false);
        document.head().appendElement("meta").attr("charset", "utf-8");
        for (var paragraph : PARAGRAPHS.split(text.strip())) {
            // each paragraph runs in the direction of its own script
            var element = document.body().appendElement("p").attr("dir", "auto");
            boolean first = true;
            for (var line : paragraph.split("\n", -1)) {
                if (!first) {
                    element.appendElement("br");
                }
                first = false;
                append(element, line.stripTrailing());
            }
        }
        return "<!DOCTYPE html>" + document.outerHtml();
    }

    private static void append(Element paragraph, String line) {
        var link = LINK.matcher(line);
        int from = 0;
        while (link.find()) {
            int end = endOfLink(line, link.start(), link.end());
            appendText(paragraph, line.substring(from, link.start()), from == 0);
            var address = line.substring(link.start(), end);
            paragraph.appendElement("a").attr("href", address).text(address);
            from = end;
        }
        appendText(paragraph, line.substring(from), from == 0);
    }

    private static void appendText(Element paragraph, String text, boolean startsLine) {
        var blanks = startsLine ? text.replace("\t", "    ") : text;
        paragraph.appendText(LOST_BLANK.matcher(blanks).replaceAll("\u00a0"));
    }

    /** Without the punctuation of the sentence around it. */
    private static int endOfLink(String line, int start, int end) {
        int last = end;
        while (last > start + 1) {
            char c = line.charAt(last - 1);
            boolean closes = c == ')' && line.substring(start, last - 1).indexOf('(') < 0;
            if (!closes && ".,;:!?'\u2019\u201d\u00bb]}".indexOf(c) < 0) {
                break;
            }
            last--;
        }
        return last;
    }
}
