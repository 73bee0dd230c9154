package io.rapport.email.inbound;

/**
 * Finds the end of a mail that DATA brings, a line of one dot, and takes out the dots that were stuffed in (RFC 5321, 4.5.2).
 *
 * <p>Only CR LF ends a line: whoever lets another end the content lets a sender smuggle in a second mail.
 */
final class DottedContent {
    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private enum State {
        TEXT,
        CR,
        LINE_START,
        DOT,
        DOT_CR,
        END
    }

    private final MailContent content;
    private State state = State.LINE_START;

    DottedContent(MailContent content) {
        this.content = content;
    }

    boolean isWhole() {
        return state == State.END;
    }

    /** Takes the octets up to the end of the content, if it is among them; returns where it stopped. */
    int take(byte[] octets, int from, int to) {
        int begin = from;
        for (int i = from; i < to; i++) {
            byte octet = octets[i];
            switch (state) {
                case LINE_START -> {
                    if (octet == '.') {
                        content.add(octets, begin, i - begin);
                        begin = i + 1;
                        state = State.DOT;
                        continue;
                    }
                }
                case DOT -> {
                    if (octet == '\r') {
                        state = State.DOT_CR;
                        continue;
                    }
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        state = State.END;
                        return i + 1;
                    }
                    if (i == from) {
                        content.add(CARRIAGE_RETURN, 0, 1);
                    }
                }
                default -> {}
            }
            boolean endsLine = octet == '\n' && state == State.CR;
            state = endsLine ? State.LINE_START : octet == '\r' ? State.CR : State.TEXT;
        }
        // that one may belong to the end
        int end = state == State.DOT_CR ? to - 1 : to;
        if (begin < end) {
            content.add(octets, begin, end - begin);
        }
        return to;
    }
}
