package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Jan 14, 2030 at 10:11 AM Ada Example <ada@example.com> wrote:",
                "On 2030-01-14 10:11, Ada Example wrote:",
                "On Monday, January 14, 2030, Ada Example <ada@example.com> wrote:",
                "On Jan 14, 2030, at 10:11 AM,\nAda Example <ada@example.com>\nwrote:",
                "On Mon, 14 Jan 2030 at 10:11, Ada Example <\nada@example.com> wrote:",
                "---- On Mon, 14 Jan 2030 10:11:12 +0100 Ada Example <ada@example.com> wrote ----",
                "--- On Mon, 1/14/30, Ada Example <ada@example.com> wrote:",
                "In a message dated 1/14/2030 10:11:12 A.M. Eastern Standard Time, ada@example.com writes:",
                "2030-01-14 10:11 GMT+01:00 Ada Example <ada@example.com>:",
                "Quoting Ada Example <ada@example.com>:",
                "Le lun. 14 janv. 2030 à 10:11, Ada Example <ada@example.com> a écrit :",
                "Le 14/01/2030 10:11, Ada Example a écrit :",
                "Am 14.01.2030 um 10:11 schrieb Ada Example <ada@example.com>:",
                "Am Mo., 14. Jan. 2030 um 10:11 Uhr schrieb Ada Example <\nada@example.com>:",
                "El lun, 14 ene 2030 a las 10:11, Ada Example (<ada@example.com>) escribió:",
                "El 14/1/2030 a las 10:11, Ada Example escribió:",
                "Il giorno lun 14 gen 2030 alle ore 10:11 Ada Example <ada@example.com> ha scritto:",
                "Op ma 14 jan. 2030 om 10:11 schreef Ada Example <ada@example.com>:",
                "Em seg., 14 de jan. de 2030 às 10:11, Ada Example <ada@example.com> escreveu:",
                "No dia 14 de janeiro de 2030, Ada Example <ada@example.com> escreveu:",
                "W dniu 14.01.2030 o 10:11, Ada Example pisze:",
                "pon., 14 sty 2030 o 10:11 Ada Example <ada@example.com> napisał(a):",
                "Den mån 14 jan. 2030 kl 10:11 skrev Ada Example <ada@example.com>:",
                "man. 14. jan. 2030 kl. 10:11 skrev Ada Example <ada@example.com\n>:",
                "Den 14.01.2030 kl. 10.11 skrev Ada Example <ada@example.com>:",
                "ma 14. tammik. 2030 klo 10.11 Ada Example (ada@example.com) kirjoitti:",
                "пн, 14 янв. 2030 г. в 10:11, Ada Example <ada@example.com>:",
                "14 января 2030 г., 10:11, Ada Example <ada@example.com> написал:",
                "14.01.2030, 10:11, \"Ada Example\" <ada@example.com>:",
                "пн, 14 січ. 2030 р. о 10:11 Ada Example <ada@example.com> пише:",
                "На пн, 14.01.2030 г. в 10:11 Ada Example <ada@example.com> написа:",
                "po 14. 1. 2030 v 10:11 odesílatel Ada Example <ada@example.com> napsal:",
                "Dne 14. 1. 2030 v 10:11 Ada Example napsal(a):",
                "po 14. 1. 2030 o 10:11 Ada Example <ada@example.com> napísal(a):",
                "Ada Example <ada@example.com> ezt írta (időpont: 2030. jan. 14., H, 10:11):",
                "2030. 01. 14. 10:11 keltezéssel, Ada Example írta:",
                "Ada Example <ada@example.com>, 14 Oca 2030 Pzt, 10:11 tarihinde şunu yazdı:",
                "Στις Δευ, 14 Ιαν 2030 στις 10:11 π.μ., ο χρήστης Ada Example <ada@example.com> έγραψε:",
                "\u200fבתאריך יום ב׳, 14 בינו׳ 2030 ב-10:11 מאת \u202aAda Example\u202c\u200f <\u202aada@example.com\u202c\u200f>:\u202c",
                "في الاثنين، 14 يناير 2030 في 10:11 ص تمت كتابة ما يلي بواسطة Ada Example <ada@example.com>:",
                "2030年1月14日(月) 10:11 Ada Example <ada@example.com>:",
                "2030/01/14 10:11、Ada Example <ada@example.com>のメール:",
                "Ada Example <ada@example.com> 于2030年1月14日周一 10:11写道：",
                "在 2030年1月14日，上午10:11，Ada Example <ada@example.com> 写道：",
                "Ada Example <ada@example.com> 於 2030年1月14日 週一 上午10:11寫道：",
                "2030년 1월 14일 (월) 오전 10:11, Ada Example <ada@example.com>님이 작성:",
                "Vào Th 2, 14 thg 1, 2030 vào lúc 10:11 Ada Example <ada@example.com> đã viết:",
                "Pada Sen, 14 Jan 2030 pukul 10.11 Ada Example <ada@example.com> menulis:",
                "Pe lun., 14 ian. 2030 la 10:11, Ada Example <ada@example.com> a scris:",
                "pon, 14. sij 2030. u 10:11 Ada Example <ada@example.com> napisao je:",
                "V pon., 14. jan. 2030 ob 10:11 je oseba Ada Example <ada@example.com> napisala:",
                "Missatge de Ada Example <ada@example.com> del dia dl., 14 de gen. 2030 a les 10:11:",
                "O luns, 14 xan 2030 ás 10:11, Ada Example (<ada@example.com>) escribiu:",
                "Kontakt Ada Example (<ada@example.com>) kirjutas kuupäeval E, 14. jaanuar 2030 kell 10:11:",
                "На 14.01.2030 во 10:11, Ada Example напиша:",
                "пон, 14. јан 2030. у 10:11 Ada Example <ada@example.com> је написао/ла:",
                "در تاریخ دوشنبه ۱۴ ژانویهٔ ۲۰۳۰، ۱۰:۱۱ Ada Example <ada@example.com> نوشت:",
                "في الاثنين، ١٤ يناير ٢٠٣٠ في ١٠:١١ ص تمت كتابة ما يلي بواسطة Ada Example <ada@example.com>:",
                "सोम, 14 जन॰ 2030 को 10:11 पूर्वाह्न बजे को Ada Example <ada@example.com> ने लिखा:",
                "সোম, ১৪ জানু, ২০৩০ তারিখে ১০:১১ AM টায় Ada Example <ada@example.com> লিখেছেন:",
                "เมื่อ จ. 14 ม.ค. 2030 เวลา 10:11 Ada Example <ada@example.com> เขียนว่า:",
                "پیر، 14 جنوری، 2030 کو 10:11 AM پر Ada Example <ada@example.com> نے لکھا:",
                "Ada Example <ada@example.com> schrieb am Mo., 14.\nJan. 2030, 10:11:",
                "2030/1/14 Ada Example <ada@example.com>",
                "Noong Lun, Ene 14, 2030 nang 10:11 AM, isinulat ni Ada Example <ada@example.com> ang:",
                "Citeren Ada Example <ada@example.com>:",
                "引用 Ada Example <ada@example.com>：",
                "Am 14.01.2030 um 10:11 schrieb Ada Example",
                "Ada Example píše v po 14. 01. 2030 v 10:11 +0100:",
                "נכתב על ידי Ada Example, ב־14.1.2030 בשעה 10:11:",
                "於 星期一，2030-01-14 於 10:11 +0100，Ada Example 提到：",
                "2030/1/14 上午10:11에 Ada Example 이(가) 쓴 글:",
                "在 Mon, 14 Jan 2030 10:11:12 +0100\nAda Example <ada@example.com> 上， 已寫入",
                "Ada Example from the office of Example Shipping Company International in Berlin\nwrote on 1/14/30 10:11 AM:",
                "Ada Example from the office of Example Shipping Company International <\nada@example.com> escreveu (segunda, 14/01/2030 à(s)\n10:11):",
                "On Mon, Jan 14, 2030 at 10:11 AM, Ada Example <ada@example.com<mailto:ada@example.com>> wrote:"
            })
    void shouldKnowTheLineAboveAQuoteInManyLanguages(String attribution) {
        assertThat(NewestText.of("Thanks, that helps.\n\n" + attribution + "\n\n> It was sent.\n> Ada"))
                .isEqualTo("Thanks, that helps.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, Jan 14, 2030 at 10:11 AM Ada Example <ada@example.com>\nwrote:",
                "On Mon, 14 Jan 2030 10:11:12 +0100 Ada Example <ada@example.com> wrote",
                "##- Please type your reply above this line -##",
                "-----Reply Message-----",
                "Le 14 janv. 2030 à 10:11, Ada Example <ada@example.com> a écrit :",
                "Am 14.01.2030 um 10:11 schrieb Ada Example:",
                "W dniu 2030-01-14 10:11:12 użytkownik Ada Example <ada@example.com> napisał:",
                "在 2030年1月14日，下午2:23，Ada Example <ada@example.com> 写道：",
                "2030. 1. 14. 오후 12:39 Ada Example <ada@example.com> 작성:",
                "-----Original Message-----\nFrom: Ada Example\nSent: Monday\n",
                "-----Ursprüngliche Nachricht-----\nVon: Ada Example",
                "---- Replied Message ----\n| From | Ada Example<ada@example.com> |\n| Date | 01/14/2030 10:11 |",
                "---- 回复的原邮件 ----\n| 发件人 | Ada Example<ada@example.com> |\n| 日期 | 2030年01月14日 10:11 |",
                "在 2030年1月14日，上午10:11，Ada Example <ada@example.com> 写道：",
                "---------- Forwarded message ---------\nFrom: Ada Example <ada@example.com>",
                "-------- Message d'origine --------\nDe : Ada Example",
                "________________________________\nFrom: Ada Example <ada@example.com>\nSent: Monday, January 14, 2030 10:11\nTo: Carla\nSubject: Parcel",
                "*From:* Ada Example [mailto:ada@example.com]\n*Sent:* Monday, January 14, 2030 10:11\n*To:* Carla\n*Subject:* Parcel",
                "Von: Ada Example <ada@example.com>\nGesendet: Montag, 14. Januar 2030 10:11\nAn: Carla\nBetreff: Paket",
                "De : Ada Example <ada@example.com>\nEnvoyé : lundi 14 janvier 2030 10:11\nÀ : Carla\nObjet : Colis",
                "De: Ada Example <ada@example.com>\nEnviado el: lunes, 14 de enero de 2030 10:11\nPara: Carla\nAsunto: Paquete",
                "Från: Ada Example\nSkickat: den 14 januari 2030 10:11\nTill: Carla\nÄmne: Paketet",
                "Fra: Ada Example\nSendt: 14. januar 2030 10:11\nTil: Carla\nEmne: Pakken",
                "Lähettäjä: Ada Example\nLähetetty: 14. tammikuuta 2030 10:11\nVastaanottaja: Carla\nAihe: Paketti",
                "Od: Ada Example\nWysłano: 14 stycznia 2030 10:11\nDo: Carla\nTemat: Paczka",
                "От: Ada Example\nОтправлено: 14 января 2030 г. 10:11\nКому: Carla\nТема: Посылка",
                "Feladó: Ada Example\nKüldve: 2030. január 14. 10:11\nCímzett: Carla\nTárgy: Csomag",
                "Kimden: Ada Example\nGönderme Tarihi: 14 Ocak 2030 10:11\nKime: Carla\nKonu: Paket",
                "Από: Ada Example\nΗμερομηνία: 14/1/2030 10:11\nΠρος: Carla\nΘέμα: Δέμα",
                "מאת: Ada Example\nנשלח: 14 בינואר 2030 10:11\nאל: Carla\nנושא: חבילה",
                "من: Ada Example\nتم الإرسال: 14 يناير 2030\nإلى: Carla\nالموضوع: طرد",
                "差出人: Ada Example\n送信日時: 2030年1月14日 10:11\n宛先: Carla\n件名: 荷物",
                "发件人: Ada Example\n发送时间: 2030年1月14日 10:11\n收件人: Carla\n主题: 包裹",
                "보낸 사람: Ada Example\n보낸 날짜: 2030년 1월 14일\n받는 사람: Carla\n제목: 소포",
                "Begin forwarded message:\n\nFrom: Ada Example <ada@example.com>\nSubject: Parcel\nDate: 14 January 2030",
                "Ada Example <ada@example.com> hat am 14.01.2030 10:11 CET geschrieben:",
                "Wiadomość napisana przez Ada Example <ada@example.com> w dniu 14.01.2030, o godz. 10:11:",
                "Ada Example <ada@example.com> şunları yazdı (14 Oca 2030 10:11):",
                "Ada Example <ada@example.com> 於 2030年1月14日 週一 上午10:11寫道：",
                "Mój list z 14.01.2030, 10:11 od <ada@example.com>:",
                "Beginn der weitergeleiteten Nachricht:\n\nDatum: Mon, 14 Jan 2030\nVon: Ada <ada@example.com>\nBetreff: Paket",
                "以下是转发的邮件：\n\n发件人: Ada <ada@example.com>\n主题: 包裹\n日期: 2030年1月14日",
                "----- Doorgestuurd bericht van Ada <ada@example.com> -----\nDatum: Mon, 14 Jan 2030\nVan: Ada <ada@example.com>",
                "━━━Thư gốc━━━\nTừ: Ada <ada@example.com>\nTiêu đề: Gói hàng",
                "From: Ada Example <ada@example.com> Sent: Monday, January 14, 2030 10:11 To: Carla Subject: Parcel",
                "Ada Example ---01/14/2030 10:11:12 AM---Dear Carla,\n\nFrom: Ada/Example\nTo: Carla\nDate: 01/14/2030\nSubject: Parcel",
                "Од: Ada\nПослато: 14. јануар 2030. 10:11\nЗа: Carla\nНаслов: Пакет",
                "จาก: Ada\nส่ง: 14 มกราคม 2030\nถึง: Carla\nเรื่อง: พัสดุ",
                "发件人：Ada\n发送时间：2030年1月14日\n收件人：Carla\n主　题：包裹",
                "##- この行の上に返信を入力してください -##"
            })
    void shouldLeaveOutWhatFollowsTheHeadOfAQuotedMail(String head) {
        assertThat(NewestText.of("Thanks, that helps.\n\n" + head + "\n\nDear Carla,\n\nit was sent."))
                .isEqualTo("Thanks, that helps.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Tuesday I wrote:\n\nplease send it.\n\nNothing came.",
                "On Thursday:\n\nwe waited all day.",
                "Something wrote:\nthis is all mine.",
                "My name is Carla.\nFrom: Berlin\nTo: Paris\nplease rebook.",
                "Please send it to these people by 12.03.2030, <a@example.com> and <b@example.com>:\nBoth wait.",
                "Please rebook:\n\n-----\nFrom: Berlin\nTo: Paris\nDate: 5 May\n\nand tell me.",
                "The error says:\n  a > b is false\nWhat now?",
                "1) first -- not a signature\n- a bullet\n-rw------- 1 http http",
                "On Monday kim@example.com wrote\nthat nothing would come.",
                "The lamp that I bought in your shop last Monday was\nsent from Berlin.",
                "These are\n2030/1/14 Ada <ada@example.com>\nand what she wrote",
                "Sent from my desk, is much easier than from my phone.",
                "I got a message sent from my iPhone yesterday.\nIt never arrived.",
                "Here is my list:\n\n-----\n\nfirst part\n\n-----\n\nsecond part, a longer one",
                "He is on holiday. Subject: to change.\nDate: tomorrow?",
                "On 12 March 2030 my colleague wrote:\nwe accept the offer.\nIs that still so?",
                "W dniu 14.01.2030 kurier napisał:\nnikogo nie ma.\nAle byliśmy!",
                "On 14/01/2030, order 4711 from ada@example.com:\nblue cup, 2 pieces.\nPlease confirm it.",
                "On Sunday we ordered the following items for ada@example.com:\n2 cups",
                "Sent by post on 3 March.\nNot here on 17 March.\nPlease look for it.",
                "Hello,\n\ninviato da Milano il 3 marzo.\nNon è arrivato.",
                "Hello,\n\nwe use Outlook on iOS",
                "Download Outlook does not work on my phone.\nWhat can I do?",
                "**The original invoice**\n\nPlease send it again.",
                "Antes de imprimir la factura:\n\n¿es correcta?",
                "I cannot open your page.\n\nDoes www.avast.com block it?",
                "*** URGENT ***\n\n----- Order 4711 -----\n\nThe cup is broken."
            })
    void shouldKeepWhatTheSenderWrote(String text) {
        assertThat(NewestText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- \nCarla Example\n+49 30 1234567",
                "--\nCarla",
                "__\nCarla",
                "-Carla",
                "--Carla Example",
                "—Carla",
                "Sent from my iPhone",
                "从Windows 版邮件发送",
                "获取 Outlook for iOS",
                "iOS 版 Outlook を入手",
                "Получите Outlook для Android",
                "Nosūtīts no mana iPhone",
                "Изпратено от моя iPhone",
                "Sent from Yahoo Mail on Android",
                "Virus-free.www.avast.com <https://www.avast.com/sig-email>",
                "---\nDiese E-Mail wurde von einer Software auf Viren geprüft.\nhttps://www.avast.com/antivirus",
                "Sent via the Samsung Galaxy S31, an AT&T 5G smartphone",
                "Yahoo Mail: Search, Organize, Conquer",
                "Outlook für iOS herunterladen<https://aka.ms/o0ukef>",
                "Obtenir Outlook pour iOS",
                "Az Outlook beszerzése iOS-hez",
                "iOS için Outlook'u edinin",
                "Отправлено со смартфона Samsung Galaxy.",
                "Послато са мог iPhone уређаја",
                "Terkirim dari iPad saya",
                "삼성 Galaxy 스마트폰에서 보냈습니다.",
                "從 Windows 版郵件傳送",
                "Please consider the environment before printing this e-mail.",
                "Это сообщение является конфиденциальным и предназначено только для адресата.",
                "Sent from my iPhone!",
                "Sent wirelessly from my phone.",
                "Sent from my phone, please excuse any typos.",
                "Diese Nachricht wurde von meinem Mobiltelefon gesendet.",
                "Sent from Outlook for iOS<https://aka.ms/x>",
                "Get Outlook for Android",
                "Von meinem iPhone gesendet",
                "Gesendet mit der GMX Mail App",
                "Envoyé de mon iPhone",
                "Enviado desde mi iPhone",
                "Enviado do meu iPhone",
                "Inviato da iPhone",
                "Verstuurd vanaf mijn iPhone",
                "Skickat från min iPhone",
                "Sendt fra min iPhone",
                "Lähetetty iPhonesta",
                "Wysłane z iPhone'a",
                "Отправлено с iPhone",
                "Надіслано з iPhone",
                "Odesláno z iPhonu",
                "iPhone'umdan gönderildi",
                "Στάλθηκε από το iPhone μου",
                "נשלח מה-iPhone שלי",
                "iPhoneから送信",
                "发自我的iPhone",
                "나의 iPhone에서 보냄",
                "Dikirim dari iPhone saya",
                "_______________________________________________\nusers mailing list\nusers@lists.example.com\nhttps://lists.example.com/users",
                "*****************\nThis e-mail and any attachments are confidential.\nIf you are not the addressee, delete it.",
                "CONFIDENTIALITY NOTICE: this message is for its addressee only.\nDelete it otherwise."
            })
    void shouldLeaveOutSignatures(String signature) {
        assertThat(NewestText.of("It is broken.\n\n" + signature)).isEqualTo("It is broken.");
        assertThat(NewestText.of("It is broken.\n\n" + signature + "\n\nOn 14 Jan 2030, at 10:11, Ada wrote:\n\n> Hi"))
                .isEqualTo("It is broken.");
    }

    @Test
    void shouldKeepAnswersBetweenQuotes() {
        assertThat(NewestText.of("""
                Hello,
                On 14 Jan 2030, at 10:11, Ada wrote:
                > Which colour?

                Blue.

                > Which size?

                Large.

                > Ada
                """)).isEqualTo("Hello,\n\nBlue.\n\nLarge.");
    }

    @Test
    void shouldLeaveOutTheDeviceRightBelowTheName() {
        assertThat(NewestText.of("It is broken.\n\nCarla\nSent from my iPhone")).isEqualTo("It is broken.\n\nCarla");
        assertThat(NewestText.of("It is broken.\n\nCarla\niPhoneから送信")).isEqualTo("It is broken.\n\nCarla");
        assertThat(NewestText.of(
                        "It is broken.\nCarla\nVon meinem iPhone gesendet\n\nOn 14 Jan 2030, Ada wrote:\n> Hi"))
                .isEqualTo("It is broken.\nCarla");
    }

    @Test
    void shouldTakeALinkBetweenQuotedLinesForAPartOfThem() {
        assertThat(NewestText.of(
                        "Yes.\n\nOn 14 Jan 2030, Ada wrote:\n> See here\n (https://example.com/a) >\n> or there "
                                + "(https://example.com/\nb?c=d)\n> Ada"))
                .isEqualTo("Yes.");
    }

    @Test
    void shouldKeepAnAnswerBelowTheQuote() {
        assertThat(NewestText.of("On 04/02/2030 06:26 PM, Ada wrote:\n> Hi\nHello"))
                .isEqualTo("Hello");
    }

    @Test
    void shouldLeaveOutATitleRightAboveAQuote() {
        assertThat(NewestText.of(
                        "Blue.\n\n-------- ข้อความต้นฉบับ --------\n> Subject: Parcel\n> Which colour?\n\nLarge."))
                .isEqualTo("Blue.\n\nLarge.");
    }

    @Test
    void shouldTakeABrokenQuotedLineForAQuote() {
        assertThat(NewestText.of("Yes.\n\nOn 14 Jan 2030, Ada wrote:\n> "
                        + "a long quoted line that some server on the way broke into two ".strip()
                        + "\npieces all the same\n> the end"))
                .isEqualTo("Yes.");
    }

    @Test
    void shouldKeepAllOfATextOfWhichNothingIsNew() {
        var forwarded = "---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nSubject: Hi\n\nHello";
        assertThat(NewestText.of(forwarded)).isEqualTo(forwarded);
        assertThat(NewestText.of("> only a quote")).isEqualTo("> only a quote");
        assertThat(NewestText.of("")).isEmpty();
    }

    @Test
    void shouldComeToAnEndWithHostileText() {
        for (var piece : new String[] {
            ">",
            "> ",
            "On ",
            "a@b ",
            "-",
            "_ ",
            "From: ",
            "1.",
            " \t",
            "<",
            "sent from ",
            "wrote:\n",
            "\n",
            "On 1 Jan 2030 ",
            "：",
            "--\n",
            "confidential ",
            "From: a\nTo: b\n"
        }) {
            var text = piece.repeat(64 * 1024 / piece.length());
            assertThat(NewestText.of(text).length()).isLessThanOrEqualTo(text.length());
            assertThat(NewestText.of("Hello\n" + text + ":")).isNotEmpty();
        }
    }
}
