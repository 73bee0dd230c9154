package io.rapport.load.mail;

import io.rapport.load.wire.LineInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One SMTP connection that carries many mails (RFC 5321), with as little work of its own as possible.
 *
 * <p>Where the server offers PIPELINING (RFC 2920), the commands of a mail leave together.
 */
public final class SmtpConnection implements Closeable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final LineInput in;
    private final OutputStream out;
    private final byte[] recipient;
    private boolean pipelining;

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

    /** Returns when the server has taken the mail over (250). */
    public void send(String sender, byte[] content) throws IOException {
        var from = ascii("MAIL FROM:<" + sender + ">\r\n");
        var data = ascii("DATA\r\n");
        if (pipelining) {
            var together = new byte[from.length + recipient.length + data.length];
            System.arraycopy(from, 0, together, 0, from.length);
            System.arraycopy(recipient, 0, together, from.length, recipient.length);
            System.arraycopy(data, 0, together, from.length + recipient.length, data.length);
            out.write(together);
            expect(250);
            expect(250);
        } else {
            out.write(from);
            expect(250);
            out.write(recipient);
            expect(250);
            out.write(data);
        }
        expect(354);
        out.write(content);
        expect(250);
    }

    private void expect(int code) throws IOException {
        while (true) {
            var line = in.line();
            if (line.length() < 3) {
                throw new IOException("No SMTP reply: \"" + line + "\"");
            }
            pipelining |= line.startsWith("250-PIPELINING") || line.startsWith("250 PIPELINING");
            if (line.length() > 3 && line.charAt(3) == '-') {
                continue;
            }
            if (!line.startsWith(Integer.toString(code))) {
                throw new Refused(line);
            }
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
