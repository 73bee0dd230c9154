package io.rapport.local.up;

import java.util.Map;

/**
 * The stack's ports, all moved by one offset so that a second stack can run beside the first.
 *
 * @param offset added to every port
 */
public record PortPlan(int offset) {

    private static final int HIGHEST = 15432;

    /** From `RAPPORT_PORT_OFFSET`, else no offset. */
    public static PortPlan of(Map<String, String> environment) {
        var text = environment.getOrDefault("RAPPORT_PORT_OFFSET", "").strip();
        if (text.isEmpty()) {
            return new PortPlan(0);
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) + HIGHEST <= 65535) {
            return new PortPlan(Integer.parseInt(text));
        }
        throw new Refusal(
                "RAPPORT_PORT_OFFSET is \"" + text + "\": give a number from 0 to " + (65535 - HIGHEST) + ".");
    }

    public int postgres() {
        return HIGHEST + offset;
    }

    public int kafka() {
        return 9092 + offset;
    }

    public int kafkaController() {
        return 9093 + offset;
    }

    public int connect() {
        return 8086 + offset;
    }

    /** Where the email adapter receives mail. */
    public int smtp() {
        return 2525 + offset;
    }

    /** Where the sandbox catches the mail the platform sends. */
    public int smtpSink() {
        return 2526 + offset;
    }

    /** Where the email adapter fetches the mail that the sandbox keeps. */
    public int imap() {
        return 3143 + offset;
    }

    /** Where the sandbox lets the sms-adapter bind. */
    public int smpp() {
        return 2775 + offset;
    }

    public int of(App app) {
        return app.port() + offset;
    }

    public String url(App app) {
        return "http://localhost:" + of(app);
    }
}
