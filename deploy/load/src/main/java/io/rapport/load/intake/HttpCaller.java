package io.rapport.load.intake;

import io.rapport.load.wire.LineInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * HTTP/1.1 by POST and no more: a client that does all would take the processors from what it measures.
 */
final class HttpCaller implements Caller {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final LineInput in;

    HttpCaller(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            in = new LineInput(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void call(Message message) throws IOException {
        socket.getOutputStream().write(request(message));
        var status = in.line();
        int length = 0;
        for (var header = in.line(); !header.isEmpty(); header = in.line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        var body = in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private byte[] request(Message message) {
        var body = message.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(512)
                .append("POST ")
                .append(message.path())
                .append(" HTTP/1.1\r\nHost: localhost:")
                .append(socket.getPort());
        message.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        var start = head.toString().getBytes(StandardCharsets.US_ASCII);
        var request = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
