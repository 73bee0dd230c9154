package io.rapport.email.inbound;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections that answer pipelined commands together (RFC 2920, 3.2).
 *
 * <p>The library writes each reply by itself, and without TCP_NODELAY: the second of three small packets would wait for the
 * acknowledgement of the first, which the other side delays by some 40 ms. Here replies leave when the next read would wait.
 */
final class SmtpServerSocket extends ServerSocket {

    SmtpServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
        var connection = new Connection();
        try {
            implAccept(connection);
            connection.setTcpNoDelay(true);
        } catch (SocketException gone) {
            connection.close();
            throw gone;
        }
        return connection;
    }

    /** Used by one thread, but for its end. */
    private static final class Connection extends Socket {
        private @Nullable OutputStream replies;
        private volatile @Nullable Thread user;

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    answer();
                    return in.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    answer();
                    return in.read(bytes, offset, length);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            if (replies == null) {
                replies = new BufferedOutputStream(super.getOutputStream(), 1024);
            }
            var gathered = replies;
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    gathered.write(octet);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    gathered.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    Connection.this.close();
                }
            };
        }

        private void answer() throws IOException {
            user = Thread.currentThread();
            if (replies != null) {
                replies.flush();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                // another thread closes to end a wait, and must not come to wait for the same
                if (Thread.currentThread().equals(user)) {
                    answer();
                }
            } finally {
                super.close();
            }
        }
    }
}
