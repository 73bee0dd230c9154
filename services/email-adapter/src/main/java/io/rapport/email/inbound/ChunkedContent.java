package io.rapport.email.inbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.Session;

/** A mail's content as BDAT brings it, chunk by chunk up to the last (RFC 3030). */
final class ChunkedContent extends InputStream {
    private final Session session;
    private Chunk chunk;
    private long left;

    /**
     * One BDAT command.
     *
     * @param size in octets
     */
    record Chunk(long size, boolean isLast) {
        private static final Pattern COMMAND =
                Pattern.compile("BDAT +(?<size>[0-9]{1,18})(?<last> +LAST)? *", Pattern.CASE_INSENSITIVE);

        /** Null when the line is not one. */
        static @Nullable Chunk parse(String line) {
            var command = COMMAND.matcher(line);
            return command.matches()
                    ? new Chunk(Long.parseLong(command.group("size")), command.group("last") != null)
                    : null;
        }
    }

    /** Another command came where the next chunk was due: the sender has given this mail up. */
    static final class Abandoned extends IOException {
        private static final long serialVersionUID = 1;

        private final String command;

        Abandoned(String command) {
            super("The mail was given up before its last chunk");
            this.command = command;
        }

        String command() {
            return command;
        }
    }

    ChunkedContent(Session session, Chunk first) {
        this.session = session;
        this.chunk = first;
        this.left = first.size;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            if (chunk.isLast) {
                return -1;
            }
            next();
        }
        int taken = session.getRawInput().read(bytes, offset, (int) Math.min(length, left));
        if (taken < 0) {
            throw lost();
        }
        left -= taken;
        return taken;
    }

    private void next() throws IOException {
        session.sendResponse("250 2.0.0 " + chunk.size + " octets received");
        var line = session.getReader().readLine();
        if (line == null) {
            throw lost();
        }
        var next = Chunk.parse(line);
        if (next == null) {
            throw new Abandoned(line);
        }
        chunk = next;
        left = next.size;
    }

    private static EOFException lost() {
        return new EOFException("The connection was lost before the end of the mail");
    }
}
