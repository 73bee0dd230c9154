package io.rapport.email.inbound;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** Reads an HTML mail as plain text with its line breaks; nothing of it is ever shown as HTML. */
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "title", "noscript", "template");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre");

    private HtmlText() {}

    static String of(String html) {
        var document = Jsoup.parse(html);
        document.select(String.join(",", UNSEEN)).remove();
        var lines = new Lines();
        NodeTraversor.traverse(lines, document.body());
        return lines.text();
    }

    private static final class Lines implements NodeVisitor {
        private final StringBuilder out = new StringBuilder();
        private int quoted;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                append(isPreformatted(node) ? text.getWholeText() : text.text());
            } else if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "br" -> out.append('\n');
                    case "hr" -> breakLines(1).append("----\n");
                    case "li" -> {
                        breakLines(1);
                        append("- ");
                    }
                    case "blockquote" -> {
                        breakLines(2);
                        quoted++;
                    }
                    case "td", "th" -> {
                        if (!atLineStart()) {
                            out.append(' ');
                        }
                    }
                    default -> {
                        if (element.isBlock()) {
                            breakLines(PARAGRAPHS.contains(element.normalName()) ? 2 : 1);
                        }
                    }
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock() && !"td".equals(element.normalName())) {
                if ("blockquote".equals(element.normalName())) {
                    quoted--;
                }
                breakLines(PARAGRAPHS.contains(element.normalName()) ? 2 : 1);
            }
        }

        private void append(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i) == 0xa0 ? ' ' : text.charAt(i);
                if (c == ' ' && atLineStart()) {
                    continue;
                }
                if (quoted > 0 && atLineStart()) {
                    out.append("> ".repeat(quoted));
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

        private static boolean isPreformatted(Node node) {
            return node.parent() instanceof Element parent && parent.closest("pre") != null;
        }

        private String text() {
            return out.toString().strip();
        }
    }
}
