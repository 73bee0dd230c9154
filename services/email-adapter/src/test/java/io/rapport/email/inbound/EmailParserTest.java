package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Party;
import io.rapport.email.inbound.InboundEmail.MailFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailParserTest {
    @Test
    void shouldReadAPlainMail() {
        // when
        var mail = parse("""
                From: Carla Example <Carla@Example.com>
                To: support@example.com
                Subject: Where is my parcel?
                Message-ID: <a1@customer.example>
                In-Reply-To: <a0@customer.example>
                References: <z@customer.example>
                 <a0@customer.example>
                Date: Tue, 15 Jan 2030 10:11:12 +0100

                Hello,
                it should have been here yesterday.
                """);
        // then
        assertThat(mail.from()).isEqualTo(new Party("carla@example.com", "Carla Example"));
        assertThat(mail.subject()).isEqualTo("Where is my parcel?");
        assertThat(mail.messageId()).isEqualTo("<a1@customer.example>");
        assertThat(mail.inReplyTo()).containsExactly("<a0@customer.example>");
        assertThat(mail.references()).containsExactly("<z@customer.example>", "<a0@customer.example>");
        assertThat(mail.writtenAt()).isEqualTo(Instant.parse("2030-01-15T09:11:12Z"));
        assertThat(mail.text()).isEqualTo("Hello,\nit should have been here yesterday.");
        assertThat(mail.truncated()).isFalse();
        assertThat(mail.files()).isEmpty();
        assertThat(mail.machine().kind()).isEqualTo(MachineMail.Kind.NONE);
    }

    @Test
    void shouldDecodeEncodedWords() {
        var mail = parse("""
                From: =?UTF-8?B?SsO8cmdlbiBFeGFtcGxl?= <juergen@example.com>
                Subject: =?ISO-8859-1?Q?Gr=FC=DFe?=
                 =?UTF-8?Q?_aus_K=C3=B6ln?=

                .
                """);
        assertThat(mail.from()).isEqualTo(new Party("juergen@example.com", "Jürgen Example"));
        assertThat(mail.subject()).isEqualTo("Grüße aus Köln");
    }

    @Test
    void shouldReadHeadersInPlainUtf8() {
        var mail = parse("From: Zoë Example <zoe@example.com>\nSubject: Größe geändert\n\n.\n");
        assertThat(mail.from()).isEqualTo(new Party("zoe@example.com", "Zoë Example"));
        assertThat(mail.subject()).isEqualTo("Größe geändert");
    }

    @Test
    void shouldReadOldEightBitTextWithoutACharset() {
        var raw = "From: a@example.com\r\nSubject: Grüße\r\n\r\nKöln\r\n".getBytes(Charset.forName("windows-1252"));
        var mail = EmailParser.parse(raw, "a@example.com").orElseThrow();
        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(mail.text()).isEqualTo("Köln");
    }

    @ParameterizedTest
    @CsvSource({"base64,R3LDvMOfZQ==", "quoted-printable,Gr=C3=BC=C3=9Fe", "8bit,Grüße", "unheard-of,Grüße"})
    void shouldDecodeTransferEncodings(String encoding, String body) {
        var mail = parse("From: a@example.com\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                + encoding + "\n\n" + body + "\n");
        assertThat(mail.text()).isEqualTo("Grüße");
    }

    @Test
    void shouldPreferPlainTextToHtml() {
        var mail = parse(alternative("the plain one", "<p>the <b>html</b> one</p>"));
        assertThat(mail.text()).isEqualTo("the plain one");
    }

    @Test
    void shouldRenderHtmlWhenThePlainTextIsEmpty() {
        var mail = parse(alternative(" ", "<p>the <b>html</b> one</p>"));
        assertThat(mail.text()).isEqualTo("the html one");
    }

    @Test
    void shouldKeepTheTextsAroundAnAttachment() {
        // when
        var mail = parse("""
                From: a@example.com
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                before
                --b
                Content-Type: image/png
                Content-Disposition: attachment; filename*=UTF-8''Foto%20K%C3%B6ln.png
                Content-Transfer-Encoding: base64

                AQID
                --b
                Content-Type: text/plain

                after
                --b--
                """);
        // then
        assertThat(mail.text()).isEqualTo("before\n\nafter");
        assertThat(mail.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("Foto Köln.png");
            assertThat(file.mediaType()).isEqualTo("image/png");
            assertThat(file.content()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void shouldKeepInlineImagesWithoutADisposition() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain

                see picture
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <img src="cid:1">
                --r
                Content-Type: image/gif; name="../../etc/pixel.gif"
                Content-ID: <1>
                Content-Transfer-Encoding: base64

                AQ==
                --r--
                --a--
                """);
        assertThat(mail.text()).isEqualTo("see picture");
        assertThat(mail.html()).isEqualTo("<img src=\"cid:1\">");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("pixel.gif");
        assertThat(mail.files()).extracting(MailFile::cid).containsExactly("1");
    }

    @Test
    void shouldKeepWhatIsPlainBetweenTheHtml() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html

                <b>Hello</b>
                --b
                Content-Type: text/plain

                1 < 2
                --b--
                """);
        assertThat(mail.html()).isEqualTo("<b>Hello</b>\n<pre>1 &lt; 2</pre>");
        assertThat(parse("From: a@example.com\n\nplain").html()).isNull();
    }

    @Test
    void shouldKeepAnAttachedMailWhole() {
        // given
        var attached = "From: b@example.com\r\nSubject: inner\r\n\r\ninner text";
        // when
        var mail = parse("From: a@example.com\nSubject: outer\nContent-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nouter text\n--b\nContent-Type: message/rfc822\n\n" + attached
                + "\n--b--\n");
        // then
        assertThat(mail.subject()).isEqualTo("outer");
        assertThat(mail.text()).isEqualTo("outer text");
        assertThat(mail.files()).singleElement().satisfies(file -> {
            assertThat(file.mediaType()).isEqualTo("message/rfc822");
            assertThat(new String(file.content(), StandardCharsets.UTF_8)).isEqualTo(attached);
        });
    }

    @Test
    void shouldCutTextThatIsTooLongBetweenCharacters() {
        var mail = parse("From: a@example.com\nContent-Type: text/plain; charset=utf-8\n\n"
                + "x".repeat(EmailParser.MOST_TEXT - 1) + "😀😀");
        assertThat(mail.truncated()).isTrue();
        assertThat(mail.text()).hasSize(EmailParser.MOST_TEXT - 1).endsWith("x");
    }

    @Test
    void shouldFallBackWhenFromIsMissing() {
        assertThat(parse("Sender: s@example.com\n\n.").from()).isEqualTo(new Party("s@example.com", null));
        assertThat(parse("Subject: nobody\n\n.").from()).isNull();
        assertThat(parse("From: undisclosed\n\n.").from()).isNull();
    }

    @Test
    void shouldReadMessageIdsThatAreWrittenBadly() {
        var mail = parse("""
                From: a@example.com
                Message-ID: no-brackets@customer.example
                In-Reply-To: Your message of Monday <a@x.example> (comment)
                References: <a@x.example>,<b@x.example><a@x.example> <broken
                """);
        assertThat(mail.messageId()).isEqualTo("<no-brackets@customer.example>");
        assertThat(mail.inReplyTo()).containsExactly("<a@x.example>");
        assertThat(mail.references()).containsExactly("<a@x.example>", "<b@x.example>");
    }

    @Test
    void shouldKeepTheRootWhenReferencesAreEndless() {
        var references = new StringBuilder("References:");
        for (int i = 0; i < 500; i++) {
            references.append("\n <").append(i).append("@x.example>");
        }
        var mail = parse("From: a@example.com\n" + references + "\n\n.");
        assertThat(mail.references()).hasSize(100).startsWith("<0@x.example>").endsWith("<499@x.example>");
    }

    @Test
    void shouldStopAtPartsNestedWithoutEnd() {
        // given
        var bomb = new StringBuilder("From: a@example.com\n");
        for (int i = 0; i < 5_000; i++) {
            bomb.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append("\n");
        }
        // when
        var mail = parse(bomb.toString());
        // then
        assertThat(mail.from()).isEqualTo(new Party("a@example.com", null));
        assertThat(mail.truncated()).isTrue();
    }

    @Test
    void shouldKeepWhatWasReadWhenTheMailEndsInTheMiddle() {
        var mail = parse("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n"
                + "--b\nContent-Type: text/plain\n\nread so far\n--b\nContent-Type: image/png\n");
        assertThat(mail.text()).isEqualTo("read so far");
    }

    @Test
    void shouldKeepTheWordsWhereTheBoundaryIsNowhere() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=announced

                --another
                Hello,
                where is it?
                """);
        assertThat(mail.text()).contains("where is it?");
        assertThat(parse("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=b

                This mail is made of parts.
                --b

                Hello
                --b--
                """).text()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Bürling Ändi <bob@example.com>                      | bob@example.com | Bürling Ändi
            =?ISO-8859-1?Q?B=FCrling,_Andi?= <bob@example.com>  | bob@example.com | Bürling, Andi
            Burling, Andi <bob@example.com>                     | bob@example.com | Burling, Andi
            "Bob <the builder>" <bob@example.com>               | bob@example.com | Bob <the builder>
            "Bob \\"B\\" Builder" (Sales) <bob@example.com>     | bob@example.com | Bob "B" Builder (Sales)
            "Bob Builder <bob@example.com>                      | bob@example.com | Bob Builder
            "Bob" Builder" <bob@example.com>                    | bob@example.com | Bob Builder
            bob@example.com <bob@example.com>                   | bob@example.com | bob@example.com
            "shop@example.org" <bob@example.com>                | bob@example.com | shop@example.org
            bob@example.com (Bob Builder)                       | bob@example.com | Bob Builder
            Bob (Sales) <Bob@Example.com>                       | bob@example.com | Bob
            Bob <<bob@example.com>>                             | bob@example.com | Bob
            Bob <mailto:bob@example.com>                        | bob@example.com | Bob
            Bob <bob @example.com                               | bob@example.com | Bob
            Bob <'bob@example.com'>                             | bob@example.com | Bob
            Bob <bob@example.com> Carla <carla@example.com>     | bob@example.com | Bob
            bob@example.com, Carla <carla@example.com>          | bob@example.com |
            "bob b"@example.com                                 | "bob b"@example.com |
            "bob@example.com"                                   | bob@example.com |
            Bob (a \\) b) <bob(his)@example.com(host)>          | bob@example.com | Bob
            Bob <bob@example(of two).  com>                     | bob@example.com | Bob
            Bob [bob@example.com]                               | bob@example.com |
            Friends: Bob <bob@example.com>, Carla <c@x.example>;| bob@example.com | Bob
            Example: Bob <bob@example.com>                      | bob@example.com | Example: Bob
            bob@[192.0.2.1]                                     | bob@[192.0.2.1] |
            =?UTF-8?Q?Bob_=3Cbob=40example.com=3E?=             | bob@example.com | Bob
            """)
    void shouldFindTheSenderHoweverItIsWritten(String from, String address, @Nullable String name) {
        var mail = parse("From: " + from + "\n\nHello.\n");
        assertThat(mail.from()).isEqualTo(new Party(address, name));
    }

    @Test
    void shouldFindNoSenderWhereThereIsNone() {
        assertThat(parse("From: \"Bob\" <>\nSubject: Hello\n\nHello.\n").from()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text/plain>                                 | quoted-printable
            text/plain, charset=utf-8                   | quoted-printable
            "text/plain"; charset=utf-8                 | quoted-printable
            text/plain; charset=utf-8                   | "quoted-printable"
            text/plain; charset=utf-8                   | Quoted-Printable;
            text/plain; charset=utf-8                   | quoted-printable (as ever)
            """)
    void shouldMendFieldsThatSayHowToRead(String type, String encoding) {
        var mail = parse("""
                From: a@example.com
                Content-Type: %s
                Content-Transfer-Encoding: %s

                Gr=C3=BC=C3=9Fe
                """.formatted(type, encoding));
        assertThat(mail.text()).isEqualTo("Grüße");
        assertThat(mail.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed",
                "Content-Type: multipart/mixed;\nboundary=\"b1\"",
                "Content-Type: multipart/mixed, boundary=\"b1\"",
                "Content-Type: multipart/mixed boundary=\"b1\"",
                "Content-Type: multipart/mixed; boundary='b1'",
                "Content-Type: multipart/mixed; boundary=b2"
            })
    void shouldFindABoundaryThatIsNotSaidWell(String type) {
        var mail = parse("""
                From: a@example.com
                %s

                --b1
                Content-Type: text/plain

                Here it is.
                --b1
                Content-Type: application/pdf name="invoice.pdf"

                PDF
                --b1--
                """.formatted(type));
        assertThat(mail.text()).isEqualTo("Here it is.");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("invoice.pdf");
        assertThat(mail.files()).extracting(MailFile::mediaType).containsExactly("application/pdf");
    }

    @Test
    void shouldReadHtmlThatIsSaidToBePlain() {
        var mail = parse("From: a@example.com\nContent-Type: text/plain\n\n<html><body><p>Hello.</p></body></html>\n");
        assertThat(mail.text()).isEqualTo("Hello.");
    }

    @Test
    void shouldFindTheWordsBelowAHeaderWithoutAnEmptyLine() {
        var mail = parse("From: a@example.com\nSubject: Parcel\nHello,\nwhere is it?\n");
        assertThat(mail.subject()).isEqualTo("Parcel");
        assertThat(mail.text()).isEqualTo("Hello,\nwhere is it?");
        assertThat(parse("From: a@example.com\nX-Cut: in\ntwo=1\n\nHello.\n").text())
                .isEqualTo("Hello.");
        assertThat(parse("From: a@example.com\nHello there,\n\nwhere is it?\n").text())
                .isEqualTo("Hello there,\n\nwhere is it?");
    }

    @Test
    void shouldPassOverAByteOrderMark() {
        assertThat(parse("\ufeffFrom: a@example.com\n\nHello.\n").from()).isEqualTo(new Party("a@example.com", null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =?UTF-8?Q?Why? Because?=        | Why? Because
            =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus   | Grüße aus
            =?macintosh?Q?Gr=9F=A7e?=       | Grüße
            What =?2=?                      | What =?2=?
            """)
    void shouldDecodeEncodedWordsThatBreakTheRules(String subject, String decoded) {
        assertThat(parse("From: a@example.com\nSubject: " + subject + "\n\n.\n").subject())
                .isEqualTo(decoded);
    }

    @Test
    void shouldNeverThrowWhateverComes() {
        // given
        var random = new Random(42);
        var good = alternative("text", "<p>html</p>").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            var raw = good.clone();
            for (int j = 0; j < 1 + random.nextInt(20); j++) {
                raw[random.nextInt(raw.length)] = (byte) random.nextInt(256);
            }
            // then
            assertThat(EmailParser.parse(raw, "a@example.com")).isNotNull();
        }
        for (int size = 0; size < 300; size++) {
            var noise = new ByteArrayOutputStream();
            for (int i = 0; i < size; i++) {
                noise.write(random.nextInt(256));
            }
            assertThat(EmailParser.parse(noise.toByteArray(), null)).isNotNull();
        }
    }

    @Test
    void shouldComeToAnEndWithEveryMutilatedMail() {
        // given: mails of every kind, cut short, with pieces doubled, dropped and exchanged
        var random = new Random(7);
        var good = List.of(
                alternative(
                        "text\n\nOn 1 Jan 2030, Ada wrote:\n> Hi",
                        "<div class=gmail_quote><blockquote>Hi</blockquote></div>"),
                "From: MAILER-DAEMON@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n"
                        + "550 5.1.1 <kim@example.org> unknown\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient:"
                        + " rfc822; kim@example.org\nStatus: 5.1.1\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <1@x>\n\n.\n--b--",
                "From: =?utf-8?B?w7w=?= <a@example.com>\nSubject: =?x?Q?=C3?=\nContent-Disposition: attachment; filename*0*=utf-8''%C3"
                        + "\nContent-Type: application/x; name=\"=?utf-8?Q?=C3=BC?=\"\nContent-Transfer-Encoding: base64\n\nAQID");
        for (int i = 0; i < 3_000; i++) {
            var mail = new StringBuilder(good.get(i % good.size()));
            for (int j = 0; j < 1 + random.nextInt(6); j++) {
                int from = random.nextInt(mail.length());
                int to = Math.min(mail.length(), from + random.nextInt(40));
                switch (random.nextInt(4)) {
                    case 0 -> mail.delete(from, to);
                    case 1 ->
                        mail.insert(
                                random.nextInt(mail.length()),
                                mail.substring(from, to).repeat(1 + random.nextInt(20)));
                    case 2 -> mail.setLength(Math.max(1, from));
                    default -> mail.setCharAt(from, (char) random.nextInt(256));
                }
                if (mail.isEmpty()) {
                    mail.append('x');
                }
            }
            var raw = mail.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            // when
            var read = EmailParser.parse(raw, i % 2 == 0 ? "" : "a@example.com");
            // then
            read.ifPresent(it -> assertThat(it.newestText().length())
                    .isLessThanOrEqualTo(Math.max(it.text().length(), EmailParser.MOST_TEXT)));
        }
    }

    @Test
    void shouldSkipWhatGatewaysPutAboveTheHeader() {
        assertThat(parse("\n   \nFrom: a@example.com\nSubject: Hi\n\n.").subject())
                .isEqualTo("Hi");
        assertThat(parse("From carla@example.com Mon Jan 14 10:11:12 2030\nFrom: a@example.com\nSubject: Hi\n\n.")
                        .subject())
                .isEqualTo("Hi");
    }

    @Test
    void shouldTellNewWordsByTheHtmlAndSayThemAsThePlainTextDoes() {
        var mail = parse(alternative(
                "Blue,\nplease.\n\nAda skrifaði svo\nWhich colour?",
                "<div>Blue, please.</div><div class=gmail_quote>Ada skrifaði svo<blockquote class=gmail_quote>Which colour?"
                        + "</blockquote></div>"));
        assertThat(mail.newestText()).isEqualTo("Blue,\nplease.");
        assertThat(mail.text()).contains("Which colour?");
    }

    @Test
    void shouldKnowTheLineAboveAMarkedQuoteInWhateverLanguage() {
        var mail = parse("""
                From: a@example.com
                Content-Type: text/html; charset=utf-8

                <div>Blue.</div><div>2030-01-14 (월), 10:11 +0100, Ada:</div><blockquote type="cite">Which?</blockquote>
                """);
        assertThat(mail.newestText()).isEqualTo("Blue.");
    }

    @Test
    void shouldTakeUuencodedFilesOutOfTheText() {
        // given
        var file = "begin 644 my report.txt\n#86)C\n`\nend\n";
        // when
        var mail =
                parse("From: a@example.com\n\nSee here.\n" + file + "And here:\n" + file.replace("my report", "other"));
        // then
        assertThat(mail.text()).isEqualTo("See here.\nAnd here:");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("my report.txt", "other.txt");
        assertThat(mail.files())
                .extracting(read -> new String(read.content(), StandardCharsets.US_ASCII))
                .containsOnly("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin 644 is what I typed\nand nothing came.\nend",
                "How do I read this?\n\nbegin 644 report.txt\nend",
                "In short: begin 644 a.txt\n#86)C\nend"
            })
    void shouldLeaveWordsThatOnlyLookUuencoded(String text) {
        var mail = parse("From: a@example.com\n\n" + text + "\n");
        assertThat(mail.text()).isEqualTo(text);
        assertThat(mail.files()).isEmpty();
    }

    @Test
    void shouldTakeAllOfALongUuencodedFile() {
        var line = "M" + "!".repeat(60) + "\n";
        var mail = parse("From: a@example.com\n\nHello\nbegin 600 a.bin\n" + line.repeat(20_000) + "`\nend\n");
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.truncated()).isFalse();
        assertThat(mail.files().getFirst().content()).hasSize(20_000 * 45);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            x-uuencode       | begin 644 a.txt\\n#86)C\\nend        | abc
            x-uuencode       | words                              | words
            base64           | YWJj                               | abc
            base64           | YWI                                | ab
            base64           | YWI=\\nY2Q=                         | abcd
            base64           | YWJj=\\n\\n-- \\nA list's own words   | abc
            """)
    void shouldDecodeFilesThatBreakTheRules(String encoding, String body, String content) {
        var mail = parse("""
                From: a@example.com
                Content-Type: application/x-test; name=a.txt
                Content-Transfer-Encoding: %s

                %s
                """.formatted(encoding, body.replace("\\n", "\n")));
        assertThat(new String(mail.files().getFirst().content(), StandardCharsets.US_ASCII).strip())
                .isEqualTo(content);
    }

    @Test
    void shouldReadMailWhoseLinesEndInACarriageReturnAlone() {
        var raw = "From: a@example.com\rSubject: Parcel\r\rHello,\rwhere is it?\r".getBytes(StandardCharsets.UTF_8);
        var mail = EmailParser.parse(raw, null).orElseThrow();
        assertThat(mail.subject()).isEqualTo("Parcel");
        assertThat(mail.text()).isEqualTo("Hello,\nwhere is it?");
    }

    @Test
    void shouldReadOldEightBitHeadersAsTheText() {
        var raw =
                "From: Кто <a@example.com>\r\nSubject: Посылка\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\nГде она?\r\n"
                        .getBytes(Charset.forName("KOI8-R"));
        var mail = EmailParser.parse(raw, null).orElseThrow();
        assertThat(mail.from()).isEqualTo(new Party("a@example.com", "Кто"));
        assertThat(mail.subject()).isEqualTo("Посылка");
        assertThat(mail.text()).isEqualTo("Где она?");
    }

    @Test
    void shouldReadHtmlInTheSetThatItSaysItself() {
        var raw = "From: a@example.com\r\nContent-Type: text/html\r\n\r\n<meta charset=\"windows-1251\"><p>Где она?</p>"
                .getBytes(Charset.forName("windows-1251"));
        assertThat(EmailParser.parse(raw, null).orElseThrow().text()).isEqualTo("Где она?");
    }

    @Test
    void shouldCallAnAttachedMailByItsSubject() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/digest; boundary=b

                --b

                From: b@example.com
                Subject: =?UTF-8?Q?K=C3=B6ln?= and
                 a/b

                .
                --b

                From: b@example.com

                Subject: none
                --b--
                """);
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("Köln and a-b.eml", null);
    }

    @Test
    void shouldFindThePartsBehindABoundaryThatIsUsedTwice() {
        var mail = parse("""
                From: a@example.com
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain

                Hello
                --b
                Content-Type: text/html

                <p>Hello</p>
                --b--
                --b
                Content-Type: application/pdf; name="invoice.pdf"

                PDF
                --b--
                """);
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("invoice.pdf");
    }

    @Test
    void shouldFindTheWordsOfAPartWithoutAnEmptyLine() {
        var mail = parse("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nHello there\n--b\n"
                + "Content-Type: application/pdf; name=a.pdf\n\nPDF\n--b--\n");
        assertThat(mail.text()).isEqualTo("Hello there");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("a.pdf");
    }

    @Test
    void shouldTakeNamedTextForTheWordsWhenThereIsNoOther() {
        var named = "Content-Type: text/plain; name=\"text_0.txt\"\n\nHello\n";
        assertThat(parse("From: a@example.com\n" + named).text()).isEqualTo("Hello");
        var mail = parse("From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + named + "--b--\n");
        assertThat(mail.text()).isEqualTo("Hello");
        assertThat(mail.files()).extracting(MailFile::name).containsExactly("text_0.txt");
    }

    private static String alternative(String plain, String html) {
        return "From: a@example.com\nContent-Type: multipart/alternative; boundary=\"b\"\n\n--b\n"
                + "Content-Type: text/plain; charset=utf-8\n\n" + plain + "\n--b\n"
                + "Content-Type: text/html; charset=utf-8\n\n" + html + "\n--b--\n";
    }

    private static InboundEmail parse(String mail) {
        var raw = mail.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return EmailParser.parse(raw, "a@example.com").orElseThrow();
    }
}
