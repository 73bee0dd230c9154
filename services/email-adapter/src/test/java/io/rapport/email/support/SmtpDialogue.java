package io.rapport.email.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** An SMTP connection as a sending server has it; every call gives the reply's text. */
public final class SmtpDialogue implements AutoCloseable {
    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    public SmtpDialogue(int port) {
        try {
            socket = new Socket("localhost", port);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reply();
    }

    /** Sends one mail on a connection of its own and gives the last reply. */
    public static String send(int port, String recipient, String mail) {
        try (var dialogue = new SmtpDialogue(port)) {
            dialogue.say("EHLO customer.example");
            return dialogue.mail(recipient, mail);
        }
    }

    /** One whole mail on this connection; the reply to the recipient when that is refused, else that to the data. */
    public String mail(String recipient, String mail) {
        var from = say("MAIL FROM:<carla@example.com>");
        if (!from.startsWith("250")) {
            return from;
        }
        var to = say("RCPT TO:<" + recipient + ">");
        if (!to.startsWith("250")) {
            return to;
        }
        say("DATA");
        return say(mail.replace("\r\n", "\n").replace("\n.", "\n..").replace("\n", "\r\n") + "\r\n.");
    }

    /** One command; a reply of several lines is joined. */
    public String say(String command) {
        return pipeline(command).getFirst();
    }

    /** Commands in one write (RFC 2920); one reply each. */
    public List<String> pipeline(String... commands) {
        commands(commands);
        return Arrays.stream(commands).map(command -> reply()).toList();
    }

    /** Sends what is not a command, or not a whole one, and does not wait. */
    public void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what this side says; gives all that the server still has to say. */
    public String hangUp() {
        try {
            socket.shutdownOutput();
            return in.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on over TLS (RFC 3207); what is given is sent in the clear, in one write with STARTTLS, and has no replies. */
    public SmtpDialogue startTls(String... injected) {
        commands(Stream.concat(Stream.of("STARTTLS"), Arrays.stream(injected)).toArray(String[]::new));
        var ready = reply();
        if (!ready.startsWith("220")) {
            throw new IllegalStateException(ready);
        }
        try {
            var secured = (SSLSocket) TestCertificate.context()
                    .getSocketFactory()
                    .createSocket(socket, "localhost", socket.getPort(), true);
            secured.startHandshake();
            socket = secured;
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The certificate that the server has shown. */
    public X509Certificate certificate() {
        try {
            return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void commands(String... commands) {
        write(String.join("\r\n", commands) + "\r\n");
    }

    /** The next reply. */
    public String reply() {
        try {
            var all = new StringBuilder();
            String line;
            do {
                line = in.readLine();
                if (line == null) {
                    return all.append("connection closed").toString();
                }
                all.append(line).append('\n');
            } while (line.length() > 3 && line.charAt(3) == '-');
            return all.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
