package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.email.inbound.MachineMail.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Auto-Submitted: no | NONE",
                "X-Auto-Response-Suppress: All | NONE",
                "Subject: Automatic reply: away | NONE",
                "Subject: Undelivered Mail Returned to Sender | NONE",
                "Subject: Please confirm your message | NONE",
                "Auto-Submitted: auto-replied (vacation) | AUTO_REPLY",
                "X-Autoreply: yes | AUTO_REPLY",
                "Precedence: auto_reply | AUTO_REPLY",
                "Auto-Submitted: auto-generated | GENERATED",
                "Auto-Submitted: auto-notified; owner-email=x | GENERATED",
                "Precedence: bulk | BULK",
                "List-Id: <news.example.com> | BULK",
                "List-Unsubscribe: <https://example.com/u> | BULK",
                "Mailing-List: contact news-help@example.com | BULK",
                "Precedence: auto-reply | AUTO_REPLY",
                "Content-Type: multipart/report; boundary=b | FAILED",
                "Content-Type: multipart/report; report-type=tlsrpt; boundary=b | NONE",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b | FAILED",
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=b | RECEIPT",
                "X-Failed-Recipients: x@example.com | FAILED"
            })
    void shouldTellByTheHeader(String header, Kind expected) {
        assertThat(read("From: a@example.com\n" + header + "\n\n.", "a@example.com")
                        .kind())
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeTheNullReturnPathForAMachine() {
        assertThat(read("From: a@example.com\n\n.", "").kind()).isEqualTo(Kind.GENERATED);
        assertThat(read("From: MAILER-DAEMON@mx.example.com\n\n.", "").kind()).isEqualTo(Kind.FAILED);
        assertThat(read("Return-Path: <>\nFrom: postmaster@mx.example.com\n\n.", null)
                        .kind())
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldTakeAnAbsenceForOneWhenSubjectAndTextBothSaySo() {
        var away = "Subject: Automatic reply: your parcel\n\nI am out of the office until Monday.";
        assertThat(read("From: a@example.com\n" + away, "a@example.com").kind()).isEqualTo(Kind.AUTO_REPLY);
        assertThat(read(
                                "From: a@example.com\nX-Auto-Response-Suppress: All\nSubject: Abwesenheitsnotiz\n\nBis bald.",
                                "a@example.com")
                        .kind())
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(read(
                                "From: a@example.com\nSubject: Your office\n\nI was out of the office when you called.",
                                "a@example.com")
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Out of Office: your parcel | I am on annual leave. | AUTO_REPLY",
                "Automatická odpoveď: otázka | Mám dovolenku do pondelka. | AUTO_REPLY",
                "Răspuns automat: întrebare | Sunt în concediu până luni. | AUTO_REPLY",
                "Αυτόματη απάντηση: ερώτηση | Είμαι εκτός γραφείου. | AUTO_REPLY",
                "自動返信: ご質問 | 外出しております。 | AUTO_REPLY",
                "תשובה אוטומטית: שאלה | אני לא במשרד. | AUTO_REPLY",
                "Vacation | We will be on vacation until Monday. | NONE",
                "Abwesend am Montag | Ich bin am Montag abwesend. | NONE",
                "Re: Out of office: your parcel | I was out of office. Please send it now. | NONE",
                "Automatic reply to my ticket | I got an automatic reply only. | NONE"
            })
    void shouldTellAbsencesFromPeopleWhoSpeakOfThem(String subject, String text, Kind expected) {
        var mail = "From: kim@example.org\nSubject: " + subject + "\n\n" + text + "\n";
        assertThat(read(mail, "kim@example.org").kind()).isEqualTo(expected);
    }

    @Test
    void shouldTakeWhatAMachineAnswersForAnAutomaticReply() {
        var mail = "From: kim@example.org\nIn-Reply-To: <1@example.com>\nSubject: Poznámka\n%s\nDobrý den.\n";
        assertThat(read(mail.formatted("Auto-Submitted: auto-generated\n"), "kim@example.org")
                        .kind())
                .isEqualTo(Kind.AUTO_REPLY);
        assertThat(read(mail.formatted("X-Auto-Response-Suppress: All\n"), "kim@example.org")
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void shouldKnowAReceiptByItsPart() {
        var receipt = read("""
                From: kim@example.org
                Subject: Read: your parcel
                Content-Type: multipart/report; boundary=b

                --b

                Your message
                   To: Kim
                was read.
                --b
                Content-Type: message/disposition-notification

                Disposition: manual-action/MDN-sent-manually; displayed
                --b--
                """, "");
        assertThat(receipt.kind()).isEqualTo(Kind.RECEIPT);
    }

    @Test
    void shouldKnowTheServersThatSendFromAnotherName() {
        var exchange = read("""
                From: System Administrator <exchange@example.org>
                Subject: Undeliverable: your parcel

                Your message did not reach some or all of the intended recipients.

                kim@example.org on 14.01.2030 10:11
                    The e-mail account does not exist at the organization this message was sent to. #5.1.1
                """, "exchange@example.org");
        assertThat(exchange.kind()).isEqualTo(Kind.FAILED);
        assertThat(exchange.status()).isEqualTo("5.1.1");
        assertThat(exchange.recipient()).isEqualTo("kim@example.org");
    }

    /** Reports without the parts that RFC 3464 asks for, fetched from a mailbox where nobody noted the envelope. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Unzustellbar: Frage | Fehler bei der Nachrichtenzustellung an folgende Empfänger:",
                "Zustellung fehlgeschlagen | Ihre Nachricht konnte nicht an die folgenden Empfänger zugestellt werden:",
                "Non remis : question | Échec de la remise à ces destinataires ou groupes :",
                "No se puede entregar: hola | No se pudo entregar el mensaje a estos destinatarios o grupos:",
                "Non recapitabile: ciao | Non è stato possibile recapitare il messaggio ai destinatari seguenti:",
                "Não é possível entregar: oi | Falha na entrega a estes destinatários ou grupos:",
                "Nie można dostarczyć: pytanie | Dostarczenie do następujących adresatów lub grup nie powiodło się:",
                "Kan ikke leveres: hej | Levering til disse modtagere eller grupper mislykkedes:",
                "Går inte att leverera: hej | Det gick inte att leverera till följande mottagare eller grupper:",
                "Toimitus ei onnistu: moi | Toimitus näille vastaanottajille tai ryhmille epäonnistui:",
                "Nedoručitelné: ahoj | Doručení následujícím příjemcům nebo skupinám se nezdařilo:",
                "Kézbesíthetetlen: szia | A kézbesítés a következő címzettek részére sikertelen:",
                "Teslim Edilemedi: selam | Şu alıcılara veya gruplara teslim edilemedi:",
                "Onbestelbaar: hoi | Kan niet bezorgen bij deze geadresseerden of groepen:",
                "Недоставленное сообщение | Сообщение не может быть доставлено следующим получателям:",
                "配信不能: 質問 | 次の受信者またはグループへの配信に失敗しました:",
                "系统退信 | 抱歉，您的邮件被退回来了",
                "無法傳遞的郵件: 問題 | 傳遞到下列收件者或群組失敗:",
                "배달되지 않음: 질문 | 다음 받는 사람 또는 그룹에게 배달하지 못했습니다:",
                "لم يتم التسليم: سؤال | فشل التسليم إلى هؤلاء المستلمين أو المجموعات:"
            })
    void shouldKnowAServersReportInManyLanguages(String subject, String text) {
        // when
        var report = read(
                "From: postmaster@mx.example.org\nSubject: " + subject + "\n\n" + text + "\n\nkim@example.org\n", null);
        // then
        assertThat(report.kind()).isEqualTo(Kind.FAILED);
        assertThat(report.recipient()).isEqualTo("kim@example.org");
        // and a customer who says the same is no server
        assertThat(read(
                                "From: carla@example.com\nSubject: Re: " + subject + "\n\nWhat is this? " + text + "\n",
                                "carla@example.com")
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void shouldKnowAChallenge() {
        var challenge = read("""
                From: a@example.com
                Auto-Submitted: auto-replied
                In-Reply-To: <1@example.com>
                Subject: Please confirm your message

                You are not on my list of approved senders. Click on this link to deliver your message.
                """, "a@example.com");
        assertThat(challenge.kind()).isEqualTo(Kind.CHALLENGE);
    }

    @Test
    void shouldNotTakeACustomerWhoShowsUsABounceForAServer() {
        var complaint = read("""
                From: Carla Example <carla@example.com>
                Subject: Your mail bounces

                Hello, each time I write to sales I get this: "This is the mail system at host mx.example.com. I'm sorry
                to have to inform you that your message could not be delivered. 550 5.1.1 user unknown". Why?
                """, "carla@example.com");
        assertThat(complaint.kind()).isEqualTo(Kind.NONE);
        var forwarded = read("""
                From: Carla Example <carla@example.com>
                Subject: Fwd: Undelivered Mail Returned to Sender

                This is the mail system at host mx.example.org. Your message could not be delivered.
                """, "carla@example.com");
        assertThat(forwarded.kind()).isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "post_master@mx.example.org | Re: your order | Error: no such user;550 - mailbox not found | FAILED",
                "no-reply@mx.example.org | メールエラー通知 | Your mail sent on: Mon, 14 Jan 2030 could not be delivered to <kim@example.org> | FAILED",
                "scanner@mx.example.org | Returned mail | ---- Failed recipients ----;;<kim@example.org>: mailbox unavailable [SMTP 550] | FAILED",
                "mailer-daemon@mx.example.org | Processing error | The mail has been returned. | FAILED",
                "mailer-daemon@mx.example.org | 邮件发送失败 | 邮件无法送达 | FAILED",
                "Mail Delivery System <no-reply@mx.example.org> | Zpráva | 550 5.1.1 no such user | FAILED",
                "MAILER-DAEMON@mx.example.org | Vrácená pošta | Zpráva pro kim@example.org nebyla doručena. | FAILED",
                "noreply@mx.example.org | Undelivered mail | kim@example.org: the server said: 550 unknown | FAILED",
                "noreply@shop.example.org | Delivery failed | We could not deliver your parcel 550. | NONE",
                "Courier at mx <@> | NOTICE: mail delivery status. | Your message cannot be delivered: kim@example.org | FAILED",
                "postmaster@mx.example.org | Info | kim@example.org: mx.example.net said 550 | FAILED",
                "postmaster@mx.example.org | Question | Please call me: 555-010-0702 | GENERATED",
                "postmaster@mx.example.org | Your server | Hello, your mails were rejected. We have let them in now. | GENERATED",
                "carla@example.com | [Fwd: Undelivered mail] | This is the mail system at host mx. 550 5.1.1 unknown | NONE",
                "carla@example.com | Ynt: Undeliverable: soru | Delivery has failed to these recipients: 550 5.1.1 | NONE",
                "carla@example.com | Undelivered mail | Why do I get \"this is the mail system at host mx: 550 5.1.1\"? | NONE",
                "carla@example.com | Undeliverable mail | See below.;;This is the mail system at host mx. <kim@example.org>: 550 5.1.1 unknown user | NONE",
                "carla@example.com | Your email could not be delivered | Hi, your email could not be delivered to kim@example.org, error 550. | NONE",
                "carla@example.com | Undeliverable: my order | I got this from you: Delivery has failed to these recipients. | NONE",
                "carla@example.com | Delivery problem | Your message could not be delivered to me, I had moved. | NONE"
            })
    void shouldTellServersFromPeopleWhoSpeakOfDelivery(String from, String subject, String text, Kind expected) {
        var mail = "From: " + from + "\nSubject: " + subject + "\n\n" + text.replace(';', '\n') + "\n";
        assertThat(read(mail, null).kind()).isEqualTo(expected);
    }

    @Test
    void shouldTakeThanksUnderTheNullReturnPathForAnAutomaticReply() {
        var thanks = "From: Kim <kim@example.org>\nPrecedence: bulk\nSubject: Thanks\n\nThank you for your mail.\n";
        assertThat(read(thanks, "").kind()).isEqualTo(Kind.AUTO_REPLY);
        assertThat(read(thanks, "kim@example.org").kind()).isEqualTo(Kind.BULK);
    }

    @Test
    void shouldTakeTheNullReturnPathWithAnAnswerOfAServerForABounce() {
        var report = "From: exchange@mx.example.org\nSubject: %s\n\nkim@example.org%n%s\n";
        assertThat(read(report.formatted("Dostava ni uspela", "Remote Server returned '550 5.1.1 unknown'"), "")
                        .status())
                .isEqualTo("5.1.1");
        assertThat(read(report.formatted("Nedostavljivo: vprašanje", "."), "").kind())
                .isEqualTo(Kind.FAILED);
        assertThat(read(report.formatted("Re: Undeliverable parcel", "Version 4.2.1 is installed."), "")
                        .kind())
                .isEqualTo(Kind.GENERATED);
    }

    @Test
    void shouldNotTakeAListsMailForABounce() {
        var post = "From: carla@example.com\nList-Id: <users.example.org>\nSubject: Undelivered mail\n\n"
                + "This is the mail system at host mx.example.org: 550 5.1.1 unknown user\n";
        assertThat(read(post, null).kind()).isEqualTo(Kind.BULK);
    }

    private static MachineMail read(String mail, String envelopeSender) {
        var raw = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return EmailParser.parse(raw, envelopeSender).orElseThrow().machine();
    }
}
