package io.rapport.email.inbound;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;

/** Reads an HTML mail as plain text with its line breaks; nothing of it is ever shown as HTML. */
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "noscript", "template");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre");

    private static final int DEEPEST_QUOTE = 20;
    private static final Pattern LINE_END = Pattern.compile("[ \\t]++\n");
    private static final Pattern EMPTY_LINES = Pattern.compile("\n{3,}");

    private final Document document;

    private HtmlText(Document document) {
        this.document = document;
    }

    static HtmlText parse(String html) {
        return new HtmlText(Jsoup.parse(html));
    }

    static String of(String html) {
        return parse(html).text();
    }

    /** All that is to be seen. */
    String text() {
        var lines = new Lines(node -> FilterResult.CONTINUE);
        NodeTraversor.filter(lines, document.body());
        return lines.text();
    }

    /** Without what the mail program marked as a quoted mail or a signature; empty when it marked nothing. */
    Optional<String> unquotedText() {
        var quotes = new HtmlQuotes();
        var lines = new Lines(quotes::decide);
        NodeTraversor.filter(lines, document.body());
        return quotes.found() ? Optional.of(lines.text()) : Optional.empty();
    }

    private static final class Lines implements NodeFilter {
        private final StringBuilder out = new StringBuilder();
        private final Function<Node, FilterResult> decision;
        private int quoted;
        private int preformatted;

        Lines(Function<Node, FilterResult> decision) {
            this.decision = decision;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof Element element && UNSEEN.contains(element.normalName())) {
                return FilterResult.SKIP_ENTIRELY;
            }
            var decided = decision.apply(node);
            if (decided == FilterResult.CONTINUE) {
                open(node);
            } else {
                boolean introduced = endsWithColon();
                breakLines(1);
                if (introduced && node.normalName().equals("blockquote")) {
                    // so that what introduces the quote is known for what it is
                    out.append(">\n");
                }
            }
            return decided;
        }

        private boolean endsWithColon() {
            int end = out.length();
            while (end > 0 && out.charAt(end - 1) <= ' ') {
                end--;
            }
            return end > 0 && (out.charAt(end - 1) == ':' || out.charAt(end - 1) == '：');
        }

        private void open(Node node) {
            if (node instanceof TextNode text) {
                var whole = text.getWholeText();
                if (atLineStart()
                        && whole.indexOf(0xa0) >= 0
                        && whole.replace('\u00a0', ' ').isBlank()) {
                    out.append(' ');
                } else {
                    append(preformatted > 0 ? whole : text.text());
                }
            } else if (node instanceof Element element) {
                preformatted += element.normalName().equals("pre") ? 1 : 0;
                switch (element.normalName()) {
                    case "br" -> out.append('\n');
                    case "hr" -> breakLines(1).append("----\n");
                    case "li" -> {
                        breakLines(1);
                        append("- ");
                    }
                    case "blockquote" -> {
                        breakLines(2);
                        quoted += HtmlQuotes.isIndentation(element) ? 0 : 1;
                    }
                    case "td", "th" -> {
                        if (!atLineStart()) {
                            out.append(' ');
                        }
                    }
                    default -> {
                        if (element.isBlock()) {
                            breakLines(isApart(element) ? 2 : 1);
                            if (element.normalName().equals("p") && !isApart(element) && !element.hasText()) {
                                out.append(' ');
                            }
                        }
                    }
                }
            }
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && element.normalName().equals("pre")) {
                preformatted--;
            }
            if (node instanceof Element element && element.isBlock() && !"td".equals(element.normalName())) {
                if ("blockquote".equals(element.normalName())) {
                    quoted -= HtmlQuotes.isIndentation(element) ? 0 : 1;
                }
                breakLines(isApart(element) ? 2 : 1);
            }
            return FilterResult.CONTINUE;
        }

        /** Outlook's paragraphs are lines; an empty line is a paragraph with a hard blank. */
        private static boolean isApart(Element element) {
            return PARAGRAPHS.contains(element.normalName())
                    && !(element.normalName().equals("p")
                            && (element.className().startsWith("Mso")
                                    || element.className().startsWith("x_Mso")
                                    || element.attr("style").replace(" ", "").startsWith("margin:0")));
        }

        private void append(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i) == 0xa0 ? ' ' : text.charAt(i);
                if (c == ' ' && atLineStart()) {
                    continue;
                }
                if (quoted > 0 && atLineStart()) {
                    out.append("> ".repeat(Math.min(quoted, DEEPEST_QUOTE)));
                }
                out.append(c);
            }
        }

        private boolean atLineStart() {
            return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
        }

        private StringBuilder breakLines(int wanted) {
            if (out.isEmpty()) {
                return out;
            }
            int have = 0;
            while (have < wanted && out.length() > have && out.charAt(out.length() - 1 - have) == '\n') {
                have++;
            }
            return out.append("\n".repeat(wanted - have));
        }

        private String text() {
            return EMPTY_LINES
                    .matcher(LINE_END.matcher(out).replaceAll("\n"))
                    .replaceAll("\n\n")
                    .strip();
        }
    }
}
