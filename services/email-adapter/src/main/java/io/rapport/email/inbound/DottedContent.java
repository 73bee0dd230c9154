package io.rapport.email.inbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A mail's content as DATA brings it: up to the line of one dot, without the dots that were stuffed in (RFC 5321, 4.5.2).
 *
 * <p>Reads in blocks; what comes behind the content stays in the connection's stream, which must support marks. Only CR LF ends a
 * line: whoever lets another end the content lets a sender smuggle in a second mail.
 */
final class DottedContent extends InputStream {
    private static final int BLOCK = 8192;

    private enum State {
        TEXT,
        CR,
        LINE_START,
        DOT,
        DOT_CR,
        END
    }

    private final InputStream connection;
    private final byte[] block = new byte[BLOCK];
    /** Of a block, with what was held back of the one before. */
    private final byte[] content = new byte[BLOCK + 1];

    private int from;
    private int to;
    private State state = State.LINE_START;

    DottedContent(InputStream connection) {
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        return fill() ? content[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, to - from);
        System.arraycopy(content, from, bytes, offset, taken);
        from += taken;
        return taken;
    }

    /** Whether there is more. */
    private boolean fill() throws IOException {
        while (from == to && state != State.END) {
            connection.mark(BLOCK);
            int size = connection.read(block, 0, BLOCK);
            if (size < 0) {
                throw new EOFException("The connection was lost before the end of the mail");
            }
            int used = decode(size);
            if (used < size) {
                connection.reset();
                connection.skipNBytes(used);
            }
        }
        return from < to;
    }

    /** Returns how much of the block belongs to this content. */
    private int decode(int size) {
        from = 0;
        to = 0;
        for (int i = 0; i < size; i++) {
            byte octet = block[i];
            switch (state) {
                case LINE_START -> {
                    if (octet == '.') {
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
                    content[to++] = '\r';
                }
                default -> {}
            }
            content[to++] = octet;
            boolean endsLine = octet == '\n' && state == State.CR;
            state = endsLine ? State.LINE_START : octet == '\r' ? State.CR : State.TEXT;
        }
        return size;
    }
}
