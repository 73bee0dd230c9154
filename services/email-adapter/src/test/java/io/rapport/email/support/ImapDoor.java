package io.rapport.email.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an IMAP server: adds STARTTLS (RFC 9051 section 6.2.1) and the announcement of the Sent folder (RFC 6154), which the
 * server behind it lacks, and can be shut as if the server were gone.
 */
public final class ImapDoor implements AutoCloseable {
    private static final Pattern STARTTLS = Pattern.compile("(?i)(\\S+) STARTTLS");
    private static final Pattern SENT = Pattern.compile("\\* LIST \\((.*?)\\) (.*\\bSent\\b.*)");

    private final int behind;
    private final int port;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile @Nullable Pattern hidden;
    private @Nullable ServerSocket listener;

    public ImapDoor(int behind) {
        this.behind = behind;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open();
    }

    public int port() {
        return port;
    }

    /** From now on no answer shows the mail with this UID, as if the server did not know it yet. */
    public void hide(long uid) {
        hidden = Pattern.compile("\\* \\d+ FETCH \\(UID " + uid + "\\)");
    }

    /** Ends {@link #hide}. */
    public void show() {
        hidden = null;
    }

    /** Lets everybody in from now on. */
    public void open() {
        try {
            var open = new ServerSocket(port);
            listener = open;
            Thread.ofVirtual().start(() -> accept(open));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws everybody out, and lets nobody in. */
    public void shut() {
        try {
            if (listener != null) {
                listener.close();
            }
            for (var connection : connections) {
                connection.close();
            }
            connections.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
    }

    private void accept(ServerSocket open) {
        try {
            while (true) {
                var connection = new Connection(open.accept(), new Socket(InetAddress.getLoopbackAddress(), behind));
                Thread.ofVirtual().start(connection::passAnswers);
                Thread.ofVirtual().start(connection::passCommands);
            }
        } catch (IOException closed) {
            // shut
        }
    }

    private final class Connection {
        private final Socket server;
        private volatile Socket client;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
            connections.add(client);
            connections.add(server);
        }

        void passAnswers() {
            try (server) {
                var in = reader(server);
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    var sent = SENT.matcher(line);
                    if (line.startsWith("* CAPABILITY ")) {
                        line += client instanceof SSLSocket ? "" : " STARTTLS";
                    } else if (sent.matches()) {
                        line = "* LIST (" + (sent.group(1) + " \\Sent").strip() + ") " + sent.group(2);
                    }
                    var pattern = hidden;
                    if (pattern == null || !pattern.matcher(line).matches()) {
                        write(client.getOutputStream(), line);
                    }
                }
            } catch (IOException closed) {
                // by either side
            }
        }

        void passCommands() {
            try {
                var in = reader(client);
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    var starttls = STARTTLS.matcher(line);
                    if (starttls.matches()) {
                        write(client.getOutputStream(), starttls.group(1) + " OK begin");
                        client = (SSLSocket)
                                TestCertificate.context().getSocketFactory().createSocket(client, null, true);
                        in = reader(client);
                    } else {
                        write(server.getOutputStream(), line);
                    }
                }
                server.close();
            } catch (IOException closed) {
                // by either side
            }
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        private static void write(OutputStream out, String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
