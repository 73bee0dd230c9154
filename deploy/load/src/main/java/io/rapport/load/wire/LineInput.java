package io.rapport.load.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the lines of a server's answers, and what stands between them. */
public final class LineInput {

    private static final int BUFFER_BYTES = 1024;

    /** Not inherited from: a subclass waits inside a monitor, where a virtual thread before JDK 24 holds up the others. */
    private final BufferedInputStream in;

    public LineInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
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

    /** The next byte, or -1 at the end. */
    public int read() throws IOException {
        return in.read();
    }

    /** That many bytes, or fewer at the end. */
    public byte[] readNBytes(int length) throws IOException {
        return in.readNBytes(length);
    }
}
