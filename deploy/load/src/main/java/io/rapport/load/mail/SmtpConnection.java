package io.rapport.load.mail;

import io.rapport.load.wire.LineInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One SMTP connection that carries many mails (RFC 5321), with as little work of its own as possible.
 *
 * <p>Where the server offers PIPELINING (RFC 2920), the commands of a mail leave together; where it offers CHUNKING (RFC 3030), the mail
 * with them.
 */
public final class SmtpConnection implements Closeable {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte[] DATA = ascii("DATA\r\n");
    private static final byte[] END = ascii(".\r\n");

    private final Socket socket = new Socket();
    private final LineInput in;
    private final OutputStream out;
    private final byte[] recipient;
    private boolean pipelining;
    private boolean chunking;

    /** The server did not take a mail. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int code;

        Refused(String reply) {
            super(reply);
            this.code = Integer.parseInt(reply.substring(0, 3));
        }

        /** Whether the same mail may be taken later. */
        public boolean isTemporary() {
            return code < 500;
        }
    }

    public SmtpConnection(int port, String recipient) throws IOException {
        this.recipient = ascii("RCPT TO:<" + recipient + ">\r\n");
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            in = new LineInput(socket.getInputStream());
            out = socket.getOutputStream();
            expect(220);
            out.write(ascii("EHLO load.example.org\r\n"));
            expect(250);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Returns when the server has taken the mail over (250).
     *
     * @param content with the line of one dot at its end, and no other line that begins with a dot
     */
    public void send(String sender, byte[] content) throws IOException {
        var from = ascii("MAIL FROM:<" + sender + ">\r\n");
        if (pipelining && chunking) {
            int size = content.length - END.length;
            out.write(together(from, recipient, ascii("BDAT " + size + " LAST\r\n"), Arrays.copyOf(content, size)));
            expect(250);
            expect(250);
            expect(250);
            return;
        }
        if (pipelining) {
            out.write(together(from, recipient, DATA));
            expect(250);
            expect(250);
        } else {
            out.write(from);
            expect(250);
            out.write(recipient);
            expect(250);
            out.write(DATA);
        }
        expect(354);
        out.write(content);
        expect(250);
    }

    private static byte[] together(byte[]... parts) {
        var together =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, together, at, part.length);
            at += part.length;
        }
        return together;
    }

    private void expect(int code) throws IOException {
        while (true) {
            var line = in.line();
            if (line.length() < 3) {
                throw new IOException("No SMTP reply: \"" + line + "\"");
            }
            pipelining |= offers(line, "PIPELINING");
            chunking |= offers(line, "CHUNKING");
            if (line.length() > 3 && line.charAt(3) == '-') {
                continue;
            }
            if (!line.startsWith(Integer.toString(code))) {
                throw new Refused(line);
            }
            return;
        }
    }

    private static boolean offers(String line, String extension) {
        return line.startsWith("250") && line.regionMatches(4, extension, 0, extension.length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
