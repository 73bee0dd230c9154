package io.rapport.load.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The mails of one run: each from another sender, each with a number that is found again in every event about it.
 *
 * @param run tells this run's mails from those of any other
 * @param recipient a mailbox the platform serves
 */
public record Mails(String run, String recipient) {

    private static final int DIGITS = 8;
    private static final String TEXT = """
            Hello,\r
            \r
            I ordered the blue lamp two weeks ago and it has not arrived yet. The tracking page has said\r
            "on its way" since last Thursday, and nobody answers the telephone of the parcel service.\r
            \r
            Could you please find out where it is? If it is lost, I would rather have my money back than\r
            wait for another one, since the lamp was meant as a present for this weekend.\r
            \r
            Kind regards\r
            A customer\r
            """;

    /** The mails of a new run. */
    public static Mails newRun(String recipient) {
        var random = Long.toString(
                ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36 * 36), 36);
        return new Mails(random, recipient);
    }

    /** What stands before the number in addresses and ids. */
    public String marker() {
        return "load-" + run + "-";
    }

    public String sender(int number) {
        return name(number) + "@example.org";
    }

    public String messageId(int number) {
        return "<" + name(number) + "@mail.example.org>";
    }

    /** The mail as it goes over the wire after DATA, with its final dot. */
    public byte[] content(int number) {
        return ("From: Customer %d <%s>\r\nTo: <%s>\r\nSubject: Where is my order %d?\r\nMessage-ID: %s\r\n"
                                .formatted(number, sender(number), recipient, number, messageId(number))
                        + "Date: Mon, 6 Jan 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT + ".\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The number of the mail that a payload is about, or -1 when it is about none of this run's. */
    public int numberIn(byte[] payload) {
        var marker = marker().getBytes(StandardCharsets.US_ASCII);
        int last = payload.length - marker.length - DIGITS;
        search:
        for (int at = 0; at <= last; at++) {
            for (int i = 0; i < marker.length; i++) {
                if (payload[at + i] != marker[i]) {
                    continue search;
                }
            }
            return digits(payload, at + marker.length);
        }
        return -1;
    }

    private static int digits(byte[] payload, int from) {
        int number = 0;
        for (int i = from; i < from + DIGITS; i++) {
            int digit = payload[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private String name(int number) {
        return String.format(Locale.ROOT, "%s%08d", marker(), number);
    }
}
