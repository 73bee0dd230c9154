package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.interactions.Automation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomationRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Auto-Submitted: no | NONE",
                "X-Auto-Response-Suppress: All | NONE",
                "Subject: Automatic reply: away | NONE",
                "Auto-Submitted: auto-replied (vacation) | AUTO_REPLY",
                "X-Autoreply: yes | AUTO_REPLY",
                "Precedence: auto_reply | AUTO_REPLY",
                "Auto-Submitted: auto-generated | AUTO_GENERATED",
                "Auto-Submitted: auto-notified; owner-email=x | AUTO_GENERATED",
                "Precedence: bulk | BULK",
                "List-Id: <news.example.com> | BULK",
                "List-Unsubscribe: <https://example.com/u> | BULK",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b | BOUNCE",
                "Content-Type: multipart/report; report-type=\"feedback-report\"; boundary=b | BOUNCE",
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=b | NONE",
                "X-Failed-Recipients: x@example.com | BOUNCE"
            })
    void shouldTellByTheHeader(String header, Automation expected) {
        assertThat(automation("From: a@example.com\r\n" + header, "a@example.com"))
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeTheNullReturnPathForAMachine() {
        assertThat(automation("From: a@example.com", "")).isEqualTo(Automation.AUTO_GENERATED);
        assertThat(automation("From: MAILER-DAEMON@mx.example.com", "")).isEqualTo(Automation.BOUNCE);
        assertThat(automation("Return-Path: <>\r\nFrom: postmaster@mx.example.com", null))
                .isEqualTo(Automation.BOUNCE);
    }

    private static Automation automation(String headers, String envelopeSender) {
        var raw = (headers + "\r\n\r\n.\r\n").getBytes(StandardCharsets.UTF_8);
        return EmailParser.parse(raw, envelopeSender).orElseThrow().automation();
    }
}
