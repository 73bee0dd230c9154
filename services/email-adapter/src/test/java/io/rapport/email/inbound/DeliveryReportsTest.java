package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.email.inbound.MachineMail.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReportsTest {
    @Test
    void shouldReadAStandardReport() {
        var report = read("""
                From: MAILER-DAEMON@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                One of two failed.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; kim@example.org
                Action: delivered
                Status: 2.0.0

                Final-Recipient: rfc822;@mx.example.org:lee@local
                Original-Recipient: rfc822; Lee@Example.org
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550-5.2.2 The account is
                 over quota
                --b
                Content-Type: message/rfc822

                To: lee@example.org
                Message-ID:
                 <1@example.com>

                Hello
                --b--
                """);
        assertThat(report.kind()).isEqualTo(Kind.FAILED);
        assertThat(report.status()).isEqualTo("5.2.2");
        assertThat(report.recipient()).isEqualTo("lee@example.org");
        assertThat(report.originalMessageId()).isEqualTo("<1@example.com>");
        assertThat(report.diagnosis()).isEqualTo("smtp; 550-5.2.2 The account is over quota");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<kim@example.org>:;Sorry, no mailbox here by that name. (#5.1.1) | 5.1.1",
                "kim@example.org;  host mx.example.org [192.0.2.1]: 550 Requested action not taken:;  mailbox unavailable | 5.1.1",
                "kim@example.org;  Unrouteable address | 5.1.1",
                "kim@example.org;  all relevant MX records point to non-existent hosts | 5.1.2",
                "<kim@example.org>: host mx.example.org said: 552 Mailbox is full | 5.2.2",
                "kim@example.org;  mailbox is full: retry timeout exceeded | 5.2.2",
                "<kim@example.org>: 554 delivery error: This account has been disabled | 5.2.1",
                "<kim@example.org>: 552 message size exceeds the fixed limit | 5.3.4",
                "kim@example.org;  Connection timed out | 5.4.1",
                "kim@example.org;  retry timeout exceeded | 5.4.7",
                "<kim@example.org>: mail for example.org loops back to myself | 5.4.6",
                "<kim@example.org>: 554 Rejected for policy reasons | 5.7.1",
                "<kim@example.org>: 550 blocked using dnsbl.example.org | 5.7.1",
                "<kim@example.org>: 451 4.3.0 Temporary lookup failure | 4.3.0",
                "<kim@example.org>: 550 unmöglich | 5.1.1",
                "kim@example.org;  account@mx.example.org: unknown host | 5.1.2",
                "kim@example.org;  invalid final delivery userid | 5.1.1",
                "<kim@example.org>: not enough space in the mail box | 5.2.2",
                "<kim@example.org>: 452 mailbox size limit exceeded | 4.2.2",
                "kim@example.org;  the server did not accept our requests to connect | 5.4.1",
                "kim@example.org;  all hosts have been failing for a long time | 5.4.7",
                "<kim@example.org>: 550 Recipient address rejected: Greylisted | 5.7.1",
                "<kim@example.org>: 451 Greylisted, come back in five minutes | 4.7.1",
                "<kim@example.org>: 553 that domain is not in my list of allowed rcpthosts | 5.7.1",
                "<kim@example.org>: 550 Sender address rejected: not yours | 5.7.1",
                "<kim@example.org>: 550 Address rejected | 5.1.1",
                "<kim@example.org>: 550 Account blocked | 5.2.1",
                "<kim@example.org>: 550 the user is not accepting mail | 5.2.1",
                "<kim@example.org>: 550 the user does not have an account here | 5.1.1",
                "<kim@example.org>: 554 attachment is too long | 5.3.4",
                "kim@example.org;  delivery temporarily suspended: Network is unreachable | 5.4.1",
                "kim@example.org;  lost connection while sending RCPT TO | 5.4.1",
                "kim@example.org;  lowest numbered MX record points to local host | 5.4.6",
                "The usual cause is an invalid address.;;kim@example.org;  Connection refused | 5.4.1",
                "Address not found:; kim@example.org, because the domain example.org couldn't be found. | 5.1.2",
                "<kim@example.org>: 550 Dieses Postfach existiert nicht | 5.1.1",
                "<kim@example.org>: 550 usuario no existe | 5.1.1",
                "<kim@example.org>: 552 la casella è piena | 5.2.2",
                "<kim@example.org>: 550 ящик заблокирован | 5.2.1",
                "<kim@example.org>: 550 宛先不明 | 5.1.1",
                "Failed for 'kim@example.org': not known here | 5.1.1",
                "Message-id: <1@example.com>; To: kim@example.org;; Diagnostic code: smtp;550 no such user | 5.1.1",
                "Sent by ExampleMail 2/v5.6.7:;<kim@example.org>: 550 unknown user | 5.1.1",
                "<kim@example.org>: nothing more to say | 5.0.0"
            })
    void shouldUnderstandServersThatKnowNoStandard(String said, String status) {
        var report = read("""
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.org
                To: support@example.com
                Subject: failure notice

                Hi. This is the mail server at mx.example.org.

                %s

                --- Below this line is a copy of the message.

                Return-Path: <support@example.com>
                Message-ID: <1@example.com>
                To: kim@example.org
                Subject: 550 5.6.6 of the returned mail does not count

                Hello
                """.formatted(said.replace(';', '\n')));
        assertThat(report.kind()).isEqualTo(Kind.FAILED);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.recipient()).isEqualTo("kim@example.org");
        assertThat(report.originalMessageId()).isEqualTo("<1@example.com>");
    }

    @Test
    void shouldReadTheWordsWhereTheReportNamesNobody() {
        var report = read("""
                From: Mail Administrator <postmaster@mx.example.org>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Host example.org is not responding. These recipients did not get your message:

                    <kim@example.org>
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org
                --b--
                """);
        assertThat(report.kind()).isEqualTo(Kind.FAILED);
        assertThat(report.status()).isEqualTo("5.4.1");
        assertThat(report.recipient()).isEqualTo("kim@example.org");
    }

    /** What servers leave out of a report, or say of several recipients. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action: failed;Status: 5.0.0 | 550 5.2.1 mailbox disabled | FAILED | 5.2.1",
                "Action: failed;Status: 5.0.0 | 550 this mailbox does not exist | FAILED | 5.1.1",
                "Action: failed | 552 mailbox full | FAILED | 5.2.2",
                "Action: failed;Diagnostic-Code: smtp; 550 no such user | Recipients may be over quota. | FAILED | 5.1.1",
                "Status: 5.1.1 | . | FAILED | 5.1.1",
                "Status: 2.0.0 | . | DELIVERED | 2.0.0",
                "Action: failed;Status: 550;Diagnostic-Code: smtp; 550 unknown user | . | FAILED | 5.1.1",
                "Action: relayed | . | RELAYED | 2.0.0",
                "Action: delayed;Status: 4.4.1;;Final-Recipient: rfc822; lee@example.org;Action: failed;Status: 5.7.1 | . | FAILED | 5.7.1"
            })
    void shouldReadReportsThatLackSomething(String fields, String said, Kind kind, String status) {
        var report =
                read("""
                From: MAILER-DAEMON@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                <kim@example.org>: %s
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; kim@example.org
                %s
                """.formatted(said, fields.replaceAll(";(?=\\S)", "\n").replaceAll("(?m)^;", "\n")));
        assertThat(report.kind()).isEqualTo(kind);
        assertThat(report.status()).isEqualTo(status);
    }

    @Test
    void shouldNotTakeAReportThatAPersonPassesOnForTheirs() {
        var parts = """
                Content-Type: multipart/mixed; boundary=b

                --b

                What does this mean?
                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; kim@example.org
                Action: failed
                Status: 5.1.1
                --b--
                """;
        assertThat(read("From: carla@example.com\nSubject: Fwd: Undelivered mail\n" + parts)
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(read("From: carla@example.com\nSubject: Help\n" + parts).kind())
                .isEqualTo(Kind.NONE);
        assertThat(read("From: MAILER-DAEMON@mx.example.org\nSubject: Status\n" + parts)
                        .kind())
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldKeepTheClassOfAStatusThatSaysNoMore() {
        var report = read("""
                From: mailer-daemon@mx.example.org
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; kim@example.org
                Action: failed
                Status: 4.0.0
                Diagnostic-Code: smtp; 452 mailbox full
                --b--
                """);
        assertThat(report.status()).isEqualTo("4.2.2");
    }

    @Test
    void shouldNotTakeADelayForAFailure() {
        var report = read("""
                Return-Path: <>
                From: Mail Delivery System <mailer-daemon@mx.example.org>
                Subject: Warning: message 1Ab delayed 24 hours

                The message has not yet been delivered to kim@example.org. Delivery attempts will continue.
                """);
        assertThat(report.kind()).isEqualTo(Kind.DELAYED);
        assertThat(report.status()).isEqualTo("4.4.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Verzögerte Zustellung | Die Zustellung an kim@example.org wird weiter versucht. | DELAYED | 4.4.7",
                "Delivery | Temporary problem with kim@example.org. You will be told if the delivery fails permanently. | DELAYED | 4.4.7",
                "Delivery status | This is a warning message only. kim@example.org: Connection timed out | DELAYED | 4.4.1",
                "Delivery problem | Delayed mail, permanent failure for kim@example.org: delivery time expired | FAILED | 5.4.7",
                "Successful mail delivery report | <kim@example.org>: delivery via mx.example.org: 250 Ok | DELIVERED | 2.0.0",
                "Undeliverable: our success | <kim@example.org>: 550 unknown user | FAILED | 5.1.1",
                "Unsuccessful delivery | <kim@example.org>: 550 unknown user | FAILED | 5.1.1"
            })
    void shouldTellByItsWordsHowADeliveryStands(String subject, String text, Kind kind, String status) {
        var report = read("From: mailer-daemon@mx.example.org\nSubject: " + subject + "\n\n" + text + "\n");
        assertThat(report.kind()).isEqualTo(kind);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.recipient()).isEqualTo("kim@example.org");
    }

    @Test
    void shouldReadAReportWhosePartsWentIntoOneText() {
        var report = read("""
                From: postmaster@mx.example.org
                Subject: Delivery report

                The mail has been passed on; it may be rejected later.

                Reporting-MTA: dns; mx.example.org

                Final-Recipient: rfc822; kim@example.org
                Action: relayed
                Status: 2.0.0

                To: Kim <kim@example.org>
                Message-ID: <1@example.com>
                """);
        assertThat(report.kind()).isEqualTo(Kind.RELAYED);
        assertThat(report.status()).isEqualTo("2.0.0");
        assertThat(report.originalMessageId()).isEqualTo("<1@example.com>");
    }

    @Test
    void shouldDiagnoseByTheLineWithTheCode() {
        var report = read("""
                From: mailer-daemon@mx.example.org

                The recipient was rejected. The server said:
                550 5.2.1 this mailbox is disabled
                """);
        assertThat(report.diagnosis()).isEqualTo("550 5.2.1 this mailbox is disabled");
    }

    @Test
    void shouldReadAComplaint() {
        var report = read("""
                From: fbl@example.org
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b

                This is spam.
                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                Original-Rcpt-To: <kim@example.org>
                --b
                Content-Type: message/rfc822

                Message-ID: <1@example.com>

                Hello
                --b--
                """);
        assertThat(report.kind()).isEqualTo(Kind.COMPLAINT);
        assertThat(report.recipient()).isEqualTo("kim@example.org");
        assertThat(report.originalMessageId()).isEqualTo("<1@example.com>");
    }

    @Test
    void shouldKnowTheComplaintsOfOldFeedbackLoops() {
        var report = read("""
                From: staff@hotmail.com
                Subject: complaint about message from 192.0.2.1
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: message/rfc822

                X-HmXmrOriginalRecipient: kim@example.org
                To: kim@example.org
                Message-ID: <1@example.com>

                Hello
                --b--
                """);
        assertThat(report.kind()).isEqualTo(Kind.COMPLAINT);
        assertThat(report.originalMessageId()).isEqualTo("<1@example.com>");
    }

    private static MachineMail read(String mail) {
        var raw = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return EmailParser.parse(raw, null).orElseThrow().machine();
    }
}
