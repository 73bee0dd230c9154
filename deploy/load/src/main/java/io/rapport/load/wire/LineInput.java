package io.rapport.load.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the lines of a server's answers, and what stands between them. */
public final class LineInput extends BufferedInputStream {

    private static final int BUFFER_BYTES = 1024;

    public LineInput(InputStream in) {
        super(in, BUFFER_BYTES);
    }

    /** The next line without its end. */
    public String line() throws IOException {
        var line = new StringBuilder(64);
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
