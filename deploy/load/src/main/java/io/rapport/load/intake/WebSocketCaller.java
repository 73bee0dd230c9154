package io.rapport.load.intake;

import io.rapport.load.wire.LineInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A visitor's browser: WebSocket (RFC 6455) by short texts and no more, for the reason of {@link HttpCaller}. Its visitor writes, and
 * writes again when the message is safe.
 */
final class WebSocketCaller implements Caller {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    /** What stands for a length that follows in two bytes. */
    private static final int TWO_BYTES = 126;

    private final Socket socket = new Socket();
    private final LineInput in;

    /** @param origin the adapter's own page, which may always connect */
    WebSocketCaller(String origin, int port, String path) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            in = new LineInput(socket.getInputStream());
            shakeHands(origin, port, path + "?visitor=" + UUID.randomUUID());
            await("\"type\":\"welcome\"");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(String origin, int port, String path) throws IOException {
        var key = new byte[16];
        RANDOM.nextBytes(key);
        var request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: " + origin
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(key) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var status = in.line();
        if (!status.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("No WebSocket at " + path + ": " + status);
        }
        while (!in.line().isEmpty()) {
            // its headers say nothing that matters here
        }
    }

    /** Until the message comes back with its number, which is its acknowledgement; everything else passes by. */
    @Override
    public void call(Message message) throws IOException {
        var body = message.body();
        send(TEXT, body.getBytes(StandardCharsets.UTF_8));
        // as the message begins: {"id":"…",
        await(body.substring(1, body.indexOf(',') + 1));
    }

    private void await(String part) throws IOException {
        while (true) {
            int head = in.read();
            int length = in.read();
            if (length == TWO_BYTES) {
                length = (in.read() << 8) | in.read();
            }
            if (head < 0 || length < 0) {
                throw new IOException("The connection was closed");
            }
            var content = in.readNBytes(length);
            switch (head) {
                case FINAL | TEXT -> {
                    var text = new String(content, StandardCharsets.UTF_8);
                    if (text.contains(part)) {
                        return;
                    }
                    if (text.contains("\"type\":\"error\"")) {
                        throw new IOException("Instead of " + part + " came " + text);
                    }
                }
                case FINAL | PING -> send(PONG, content);
                case FINAL | CLOSE -> throw new IOException("The connection was closed");
                default -> throw new IOException("A frame began with " + head);
            }
        }
    }

    private void send(int kind, byte[] content) throws IOException {
        var frame = ByteBuffer.allocate(content.length + 8).put((byte) (FINAL | kind));
        if (content.length < TWO_BYTES) {
            frame.put((byte) (MASKED | content.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) content.length);
        }
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < content.length; i++) {
            frame.put((byte) (content[i] ^ mask[i % mask.length]));
        }
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
