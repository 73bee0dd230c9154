package io.rapport.load.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Mails as a support mailbox gets them: made up, the same in every run, of the kinds that are most of its day. */
final class OrdinaryMails {
    private static final int OF_A_KIND = 20;
    private static final int ATTACHED_BYTES = 120_000;
    private static final String[] WORDS =
            ("the lamp order parcel Größe money before again please could have when arrived broken"
                            + " delivery yesterday would like café account invoice number help thanks very still waiting answer")
                    .split(" ");
    private static final String WROTE = "On Mon, Jan 14, 2030 at 10:11 AM Ada Example <support@example.com> wrote:";

    private final Random random = new Random(1);

    /** Mails of one kind. */
    record Kind(String name, List<byte[]> mails) {}

    List<Kind> all() {
        return List.of(
                kind("question in plain text", () -> plain(text(8))),
                kind(
                        "reply in plain text",
                        () -> plain(text(4) + "\n\n" + WROTE + "\n" + quoted(text(25)) + signature())),
                kind(
                        "reply from Gmail",
                        () -> alternative(
                                text(4) + "\n\n" + WROTE + "\n" + quoted(text(25)),
                                "<div dir=\"ltr\">" + html(4)
                                        + "</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">" + WROTE
                                        + "<br></div><blockquote class=\"gmail_quote\">" + html(25)
                                        + "</blockquote></div>")),
                kind("reply from Outlook", () -> alternative(text(30), outlook())),
                kind(
                        "long thread",
                        () -> alternative(
                                text(4) + "\n"
                                        + IntStream.range(0, 10)
                                                .mapToObj(i -> WROTE + "\n" + quoted(text(20)))
                                                .collect(Collectors.joining("\n")),
                                html(4)
                                        + ("<div class=\"gmail_quote\">" + WROTE + "<blockquote>").repeat(10)
                                        + html(120))),
                kind("with a file", () -> withFile(text(6))),
                kind("newsletter", () -> newsletter()),
                kind("delivery report", () -> report()),
                kind(
                        "automatic reply",
                        () -> mail(
                                "Auto-Submitted: auto-replied\nSubject: Automatic reply: Your order\nContent-Type: text/plain",
                                "I am out of the office until Monday.\n" + signature())));
    }

    private interface Writer {
        String write();
    }

    private static Kind kind(String name, Writer writer) {
        var mails = new ArrayList<byte[]>();
        for (int i = 0; i < OF_A_KIND; i++) {
            mails.add(writer.write().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return new Kind(name, mails);
    }

    private String mail(String header, String body) {
        long id = random.nextLong() >>> 1;
        return "Return-Path: <carla@example.org>\nReceived: from mx.example.org ([192.0.2.7])\n\tby mail.example.com with ESMTPS id "
                + id
                + "\n\tfor <support@example.com>; Mon, 14 Jan 2030 10:11:12 +0000\n"
                + "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=m1;\n\tbh=" + id + "=;\n\tb="
                + id
                + "==\nFrom: =?UTF-8?Q?Carla_Ex=C3=A4mple?= <carla@example.org>\nTo: Support <support@example.com>\nMessage-ID: <"
                + id + "@mail.example.org>\nIn-Reply-To: <1." + id + "@example.com>\nReferences: <0." + id
                + "@example.org> <1."
                + id + "@example.com>\nDate: Mon, 14 Jan 2030 10:11:12 +0000\nMIME-Version: 1.0\n" + header + "\n\n"
                + body;
    }

    private String plain(String text) {
        return mail(
                "Subject: Re: Your order\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit",
                text);
    }

    private String alternative(String text, String html) {
        return mail(
                "Subject: Re: Your order\nContent-Type: multipart/alternative; boundary=\"b1\"",
                alternatives("b1", text, html));
    }

    private static String alternatives(String boundary, String text, String html) {
        return "--" + boundary
                + "\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                + quotedPrintable(text) + "\n--" + boundary
                + "\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                + quotedPrintable("<html><head><style>p { margin: 0 }</style></head><body>" + html + "</body></html>")
                + "\n--"
                + boundary + "--\n";
    }

    private String withFile(String text) {
        var file = new byte[ATTACHED_BYTES];
        random.nextBytes(file);
        return mail(
                "Subject: Re: Your order\nContent-Type: multipart/mixed; boundary=\"b0\"",
                "--b0\nContent-Type: multipart/alternative; boundary=\"b1\"\n\n" + alternatives("b1", text, html(6))
                        + "--b0\nContent-Type: application/pdf; name=\"invoice.pdf\"\nContent-Disposition: attachment;"
                        + " filename=\"invoice.pdf\"\nContent-Transfer-Encoding: base64\n\n"
                        + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(file) + "\n--b0--\n");
    }

    private String outlook() {
        return paragraphs(4)
                + "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=\"MsoNormal\"><b>From:</b> Ada Example"
                + " &lt;support@example.com&gt; <br><b>Sent:</b> Monday, January 14, 2030 10:11 AM<br><b>To:</b> Carla<br>"
                + "<b>Subject:</b> Your order</p></div>" + paragraphs(25);
    }

    private String paragraphs(int lines) {
        return lines(
                lines,
                "<p class=\"MsoNormal\" style='margin:0cm'><span style='font-size:11.0pt;font-family:\"Calibri\"'>",
                "<o:p></o:p></span></p>");
    }

    private String newsletter() {
        var rows = lines(
                60, "<tr><td style=\"padding:8px\"><a href=\"https://shop.example.org/?utm=1\">", "</a></td></tr>");
        return mail(
                "List-Unsubscribe: <https://shop.example.org/u>\nPrecedence: bulk\nSubject: News\nContent-Type: text/html; charset=utf-8",
                "<html><body><table>" + rows + "</table></body></html>");
    }

    private String report() {
        return mail(
                "Subject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"r\"",
                "--r\nContent-Type: text/plain\n\n<carla@example.org>: host mx.example.org said: 550 5.1.1 User unknown\n"
                        + "--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.com\n\n"
                        + "Final-Recipient: rfc822; carla@example.org\nAction: failed\nStatus: 5.1.1\n"
                        + "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--r\nContent-Type: message/rfc822\n\n"
                        + plain(text(10)) + "\n--r--\n");
    }

    private String text(int lines) {
        return lines(lines, "", "\n");
    }

    private String html(int lines) {
        return lines(lines, "<p>", "</p>");
    }

    private String lines(int lines, String before, String after) {
        return IntStream.range(0, lines)
                .mapToObj(line -> before
                        + IntStream.range(0, 12)
                                .mapToObj(word -> WORDS[random.nextInt(WORDS.length)])
                                .collect(Collectors.joining(" "))
                        + after)
                .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return "> " + text.strip().replace("\n", "\n> ") + "\n";
    }

    private static String signature() {
        return "\n-- \nCarla Example\n+44 20 7946 0000\n";
    }

    private static String quotedPrintable(String text) {
        var out = new StringBuilder();
        int column = 0;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            var written = b == '\n' || (b >= ' ' && b < 127 && b != '=') ? "" + (char) b : "=%02X".formatted(b & 0xff);
            if (b != '\n' && column + written.length() > 75) {
                out.append("=\n");
                column = 0;
            }
            out.append(written);
            column = b == '\n' ? 0 : column + written.length();
        }
        return out.toString();
    }
}
