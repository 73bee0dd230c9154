package io.rapport.email.inbound;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the lines that mail programs put above the mail they quote, in the languages they speak. */
final class QuoteHeads {
    /** What a line of a quoted header tells. */
    enum Label {
        FROM,
        DATE,
        TO,
        SUBJECT,
        OTHER
    }

    private static final int LONGEST_LABEL = 32;
    private static final int LONGEST_ATTRIBUTION = 400;

    private static final Map<String, Label> LABELS = labels();

    /** "wrote" */
    private static final Set<String> VERBS = Set.copyOf(List.of(
            "wrote",
            "writes",
            "schrieb",
            "schreef",
            "schrijft",
            "escribió",
            "escribio",
            "scritto",
            "scrive",
            "escreveu",
            "écrit",
            "ecrit",
            "skrev",
            "skreiv",
            "kirjoitti",
            "написал",
            "написала",
            "написал(а)",
            "пишет",
            "пише",
            "написав",
            "написала",
            "написав(ла)",
            "написа",
            "напиша",
            "напісаў",
            "napsal",
            "napsala",
            "napsal(a)",
            "napísal",
            "napísala",
            "napísal(a)",
            "napisal",
            "napisala",
            "napisao",
            "napisao/la",
            "napisał",
            "napisała",
            "napisał(a)",
            "pisze",
            "írta",
            "írt",
            "yazdı",
            "yazmış",
            "έγραψε",
            "כתב",
            "כתבה",
            "כתב/ה",
            "كتب",
            "كتبت",
            "scris",
            "viết",
            "menulis",
            "ditulis",
            "rašė",
            "parašė",
            "rakstīja",
            "kirjutas",
            "escriure",
            "escribiu",
            "shkroi",
            "жазды",
            "yazıb",
            "نوشت",
            "escrigué",
            "idatzi",
            "skrifaði",
            "เขียน",
            "लिखा",
            "작성",
            "piše",
            "píše",
            "писал",
            "писала",
            "писал(а)",
            "писали",
            "написав(-ла)",
            "написао",
            "написао/ла",
            "napisao(la)",
            "napisal(a)",
            "escrit",
            "skryf",
            "skreau",
            "geschrieben",
            "geschreven",
            "נכתב"));

    /** Scripts without blanks between words. */
    private static final List<String> INNER_VERBS = List.of(
            "写道", "寫道", "写于", "寫到", "寫下", "提到", "撰写", "书写", "書きました", "님이", "쓴 글", "쓴 내용", "のメール", "のメッセージ", "เขียน");

    private static final Set<String> OPENINGS = Set.copyOf(List.of(
            "on",
            "le",
            "am",
            "el",
            "il",
            "op",
            "em",
            "no",
            "na",
            "w",
            "dnia",
            "den",
            "på",
            "dne",
            "dňa",
            "v",
            "в",
            "у",
            "pe",
            "la",
            "în",
            "στις",
            "ב-",
            "בתאריך",
            "ב",
            "في",
            "بتاريخ",
            "在",
            "于",
            "vào",
            "ngày",
            "pada",
            "dana",
            "ve",
            "quoting",
            "zitat",
            "citando",
            "citerar",
            "kl",
            "در",
            "noong",
            "missatge",
            "kontakt"));

    private static final Pattern QUOTING = Pattern.compile("(?iu)^(quoting|zitat von|citando|citerar|citát)\\b.*");
    private static final Pattern DATED =
            Pattern.compile("\\p{Nd}{1,2}[:.h]\\p{Nd}{2}|\\b(19|20)\\d{2}\\b|\\b\\d{1,2}[./-]\\d{1,2}[./-]?|\\d[年月日]"
                    + "|\\d\\. ?\\d{1,2}\\.");

    /** A time of day, which is no part of a date. */
    private static final Pattern TIMED =
            Pattern.compile("(?<![\\p{Nd}.:])\\p{Nd}{1,2}[:.h∶点點時时]\\p{Nd}{2}(?![\\p{Nd}]|[./-]\\p{Nd})");

    private static final Pattern BRACKETED_MAIL =
            Pattern.compile("[<(\\[] ?[^\\s<>()\\[\\]@]+@[^\\s<>()\\[\\]@]+ ?[>)\\]]");
    private static final Pattern MAIL = Pattern.compile("[^\\s<>@\"(]+@[^\\s<>@]+\\.[^\\s<>@]+");

    /** "Thu, 26 Jun", "tir. 18. apr", "2014-03-20", "2016年". */
    private static final Pattern STARTS_WITH_DATE =
            Pattern.compile("^([\\p{L}\\p{M}]{1,12}[.,،]{0,2} ?,? ?){0,2}\\p{Nd}{1,4}.*");

    /** "2013/7/20 Anna <anna@example.com>", as Gmail once said. */
    private static final Pattern DATE_AND_SENDER =
            Pattern.compile("\\d{4}/\\d{1,2}/\\d{1,2} [^<>]{1,80}<[^<>\\s]+@[^<>\\s]+>");

    private static final Pattern SENDER_WROTE =
            Pattern.compile("@[^\\s<>@]+\\.[^\\s<>@]+[>)\\]]+ (?:a |ha |hat |heeft )?([\\p{L}()/]{3,20})$");

    private static final Pattern AROUND =
            Pattern.compile("^[\\s\\-*•_‐-―\\u200e\\u200f\\u202a-\\u202e]+|[\\s*_\\u200e\\u200f\\u202a-\\u202e]+$");

    /** A rule of dashes around words, as around "Original Message". */
    private static final Pattern DASHED =
            Pattern.compile("^[\\s>]*([-=━]{2,}|[_*]{3,})\\s*\\p{L}.{3,}?\\s*:?\\s*[-_=*━]{2,}\\s*$");

    /** Words for "forwarded". */
    private static final String FORWARDED =
            "forwarded|weitergeleitet|doorgestuurd|réexp|transfér|reenvia|redirigid|inoltr"
                    + "|encaminha|reencam|videresend|vidarebef|välitet|edelleen|przekaz|переадрес|пересыл|пересл|пересил|перенаправ"
                    + "|переправ|препрат|přepos|předan|prepos|ďalej odosl|poslanej ďalej|továbbít|iletil|yönlendir|προωθ|הועבר|מועבר|محول|ممر|المعاد|المُعاد"
                    + "|转发|轉寄|轉遞|転送|전달|chuyển tiếp|ส่งต่อ|diterus|proslijeđ|прослеђ|posredovan|redirec|înaint|edasta|persiųst|pārsūt";

    private static final Pattern ORIGINAL = Pattern.compile("(?iu)[^\\d]*(" + FORWARDED
            + "|origin|forward|repl(ied|y) message|回复的原|ursprüngl|oorspronk|oprindelig|opprinnelig|alkuper|oryginal|исходн|оригинал"
            + "|вихідн|původní|pôvodn|eredeti|orijinal|özgün|asıl|αρχικ|מקור|أصلي|الأصل|原始|元の|오리지널|원본|gốc|asli|izvorn|mesaj"
            + "|algupära)[^\\d]*");

    private static final Pattern FORWARD_INTRO =
            Pattern.compile("(?iu)^(\\S+ ){0,5}\\S*(" + FORWARDED + ").{0,30}[:：]\\s*$");

    private QuoteHeads() {}

    /** The label that a line begins with, if it looks like a line of a quoted header. */
    static @Nullable Label label(String line) {
        int colon = -1;
        int most = Math.min(line.length(), LONGEST_LABEL + 8);
        for (int i = 0; i < most; i++) {
            char c = line.charAt(i);
            if (c == ':' || c == '：') {
                colon = i;
                break;
            }
        }
        if (colon < 1) {
            return null;
        }
        var word = plainLabel(line.substring(0, colon));
        return word.length() > LONGEST_LABEL ? null : LABELS.get(word);
    }

    private static String plainLabel(String words) {
        return words.replace('\u00a0', ' ')
                .replace("*", "")
                .replace("_", "")
                .replace("\u3000", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * How many lines a quoted header that begins here has; 0 when none does.
     *
     * @param announced a rule or a line of words above says that a mail follows
     */
    static int headerLength(List<String> lines, int start, boolean announced) {
        if (label(lines.get(start)) == null) {
            return 0;
        }
        var seen = innerLabels(lines.get(start));
        boolean mail = false;
        int end = start;
        int between = 0;
        for (int i = start; i < lines.size() && i < start + 40; i++) {
            var line = lines.get(i);
            var label = label(line);
            if (label != null) {
                seen.add(label);
                mail |= line.indexOf('@') >= 0;
                end = i + 1;
                between = 0;
            } else if (++between > (line.isBlank() ? 1 : 4) || line.strip().startsWith(">")) {
                break;
            } else {
                mail |= line.indexOf('@') >= 0;
                if (line.isBlank() && i + 1 < lines.size() && label(lines.get(i + 1)) == null) {
                    break;
                }
            }
        }
        if (!seen.contains(Label.FROM)) {
            return 0;
        }
        int others = seen.size() - 1 - (seen.contains(Label.OTHER) ? 1 : 0);
        // where a journey begins and ends, and when, is told in the same words
        boolean enough = others >= 2 ? mail || seen.contains(Label.SUBJECT) : announced && others == 1 && mail;
        return enough ? end - start : 0;
    }

    /** Those behind the first one, where some program pulled a header together into one line. */
    private static EnumSet<Label> innerLabels(String line) {
        var labels = EnumSet.noneOf(Label.class);
        int most = Math.min(line.length(), LONGEST_ATTRIBUTION);
        for (int colon = line.indexOf(':'); colon > 0 && colon < most; colon = line.indexOf(':', colon + 1)) {
            int blank = line.lastIndexOf(' ', colon - 2);
            var label = blank < 0 || colon - blank > LONGEST_LABEL
                    ? null
                    : LABELS.get(plainLabel(line.substring(blank, colon)));
            if (label != null) {
                labels.add(label);
            }
        }
        return labels;
    }

    /** A line such as "-----Original Message-----". */
    static boolean isDashedTitle(String line) {
        return line.length() < 120
                && startsWithRule(line)
                && DASHED.matcher(line).matches();
    }

    /** Most lines do not, and need not be looked at more closely. */
    private static boolean startsWithRule(String line) {
        int i = 0;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '>')) {
            i++;
        }
        return i < line.length() && "-_=*━".indexOf(line.charAt(i)) >= 0;
    }

    private static final Pattern ABOVE_THIS_LINE = Pattern.compile("(?iu)^##-.*-##$|^[^\\p{L}>]{2,}.{0,60}("
            + "(reply|answer|response|write) above this line|above this line to reply|do not (edit|write|reply) below this line"
            + "|(über|oberhalb) dieser (zeile|linie)|au-dessus de cette ligne|encima de esta línea|acima desta linha"
            + "|sopra (a )?questa (riga|linea)|boven deze (regel|lijn)).{0,60}$");

    /** "Ada Example ---01/14/2030 10:11:12 AM---Dear Carla", as Notes puts above the header. */
    static boolean isBeginningOfMail(String line) {
        int dashes = line.indexOf("---");
        return dashes > 0
                && dashes + 3 < line.length()
                && Character.isDigit(line.charAt(dashes + 3))
                && line.indexOf("---", dashes + 3) > 0;
    }

    /** Such a line whose words say by themselves that a mail follows. */
    static boolean announcesMail(String line) {
        if (line.length() > 120) {
            return false;
        }
        return (startsWithSign(line) && ABOVE_THIS_LINE.matcher(line).matches())
                || (isDashedTitle(line) && ORIGINAL.matcher(line).matches());
    }

    /** A line such as "Begin forwarded message:", if the header of a mail is below it. */
    static boolean mayIntroduceForward(String line) {
        return line.length() < 80
                && mayEndAttribution(line)
                && FORWARD_INTRO.matcher(line).matches();
    }

    private static boolean startsWithSign(String line) {
        return line.length() > 10 && "#-=_*".indexOf(line.charAt(0)) >= 0;
    }

    /** How sure it is that the words introduce a quote. */
    enum Attribution {
        NO,
        /** Only because a quote follows; who wrote may be told in the line above. */
        DATE_BEFORE_QUOTE,
        /** Only because a quote follows. */
        BEFORE_QUOTE,
        SURE
    }

    /** @param standsApart nothing, an empty line or a quote follows */
    static Attribution attribution(String words, boolean quoteFollows, boolean standsApart) {
        if (words.length() > LONGEST_ATTRIBUTION) {
            return Attribution.NO;
        }
        var text = AROUND.matcher(words).replaceAll("").replace('\u00a0', ' ').replace('\u202f', ' ');
        boolean dashed = words.strip().startsWith("--") && text.endsWith("--");
        if (dashed) {
            text = text.replaceAll("[\\s-]+$", ":");
        }
        if (!text.endsWith(":") && !text.endsWith("：")) {
            return withoutColon(text, quoteFollows);
        }
        boolean opens = opensAttribution(text);
        boolean quoting = QUOTING.matcher(text).matches();
        boolean mail = text.indexOf('@') >= 0 && MAIL.matcher(text).find();
        if (!opens && !quoting && !quoteFollows && !mail) {
            // most lines with a colon: what follows is dear
            return Attribution.NO;
        }
        boolean dated = DATED.matcher(text).find();
        boolean verb = hasVerb(text);
        boolean bracketed = mail && BRACKETED_MAIL.matcher(text).find();
        boolean timed = dated && TIMED.matcher(text).find();
        if (timed && mail && (opens || verb || bracketed)) {
            return Attribution.SURE;
        }
        if (opens && dated && verb && (timed || mail || standsApart)) {
            return Attribution.SURE;
        }
        if (quoting && (mail || quoteFollows)) {
            return Attribution.SURE;
        }
        if (!quoteFollows) {
            return Attribution.NO;
        }
        if (bracketed || (verb && (mail || dated || text.length() < 80)) || (dated && mail)) {
            return Attribution.BEFORE_QUOTE;
        }
        return dated && opens ? Attribution.DATE_BEFORE_QUOTE : Attribution.NO;
    }

    /** Whether a line begins as attributions do that tell the time first. */
    static boolean opensAttribution(String text) {
        return STARTS_WITH_DATE.matcher(text).matches()
                || OPENINGS.contains(firstWord(text))
                || text.startsWith("In a message dated");
    }

    private static Attribution withoutColon(String text, boolean quoteFollows) {
        if (quoteFollows && DATE_AND_SENDER.matcher(text).matches()) {
            return Attribution.BEFORE_QUOTE;
        }
        if (quoteFollows
                && !endsSentence(text)
                && opensAttribution(text)
                && TIMED.matcher(text).find()
                && (hasVerb(text) || BRACKETED_MAIL.matcher(text).find())) {
            return Attribution.SURE;
        }
        var wrote = SENDER_WROTE.matcher(text);
        boolean sure = OPENINGS.contains(firstWord(text))
                && wrote.find()
                && isVerb(wrote.group(1))
                && DATED.matcher(text).find();
        return sure ? Attribution.SURE : Attribution.NO;
    }

    private static boolean endsSentence(String text) {
        return !text.isEmpty() && ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static boolean isVerb(String word) {
        return VERBS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a line may be the last of an attribution. */
    static boolean mayEndAttribution(String line) {
        int end = line.length();
        while (end > 0
                && (line.charAt(end - 1) <= ' '
                        || line.charAt(end - 1) == '*'
                        || line.charAt(end - 1) == '\u00a0'
                        || Character.getType(line.charAt(end - 1)) == Character.FORMAT)) {
            end--;
        }
        if (end == 0) {
            return false;
        }
        char last = line.charAt(end - 1);
        if (last == ':' || last == '：' || line.startsWith("--", end - 2)) {
            return true;
        }
        return last == '>' ? line.length() > 4 && line.charAt(4) == '/' : endsInVerb(line, end);
    }

    /** Some programs lose the colon; then the verb stands behind an address or alone. */
    private static boolean endsInVerb(String line, int end) {
        int blank = line.lastIndexOf(' ', end - 1);
        if (end - blank > 16 || !(blank < 0 || line.indexOf('@') >= 0 || blank <= 5)) {
            return false;
        }
        return Character.isLetter(line.charAt(end - 1)) && isVerb(line.substring(blank + 1, end));
    }

    private static boolean hasVerb(String text) {
        for (var inner : INNER_VERBS) {
            if (text.contains(inner)) {
                return true;
            }
        }
        for (var word : text.toLowerCase(Locale.ROOT).split("[\\s:：,،]+")) {
            if (VERBS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && text.charAt(end) != ','
                && !Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static Map<String, Label> labels() {
        var labels = new HashMap<String, Label>();
        add(
                labels,
                Label.FROM,
                "from",
                "de",
                "von",
                "van",
                "da",
                "från",
                "fra",
                "od",
                "lähettäjä",
                "от",
                "від",
                "от кого",
                "адправнік",
                "feladó",
                "kimden",
                "gönderen",
                "από",
                "מאת",
                "من",
                "差出人",
                "送信元",
                "发件人",
                "發件人",
                "寄件者",
                "寄件人",
                "发自",
                "보낸 사람",
                "보낸사람",
                "발신",
                "từ",
                "dari",
                "de la",
                "odosielateľ",
                "saatja",
                "nuo",
                "pošiljatelj",
                "afzender",
                "absender",
                "expéditeur",
                "remitente",
                "mittente",
                "remetente",
                "nadawca",
                "avsender",
                "afsender",
                "expeditor",
                "odesílatel",
                "no",
                "nosūtītājs",
                "siuntėjas",
                "จาก",
                "प्रेषक",
                "از",
                "frå",
                "sendandi",
                "פון",
                "pengirim",
                "mesaj sahibi",
                "kellytä",
                "sender",
                "gửi từ",
                "від кого",
                "gönderici",
                "ผู้ส่ง",
                "од",
                "шаље",
                "kas",
                "発信者",
                "αποστολέας",
                "remitent",
                "desde",
                "des de",
                "المرسل",
                "مِن",
                "從",
                "frá",
                "ад");
        add(
                labels,
                Label.DATE,
                "sent",
                "date",
                "envoyé",
                "envoyé le",
                "date d'envoi",
                "date d’envoi",
                "gesendet",
                "gesendet am",
                "datum",
                "verzonden",
                "verzonden op",
                "verstuurd",
                "inviato",
                "inviato il",
                "data",
                "data invio",
                "enviado",
                "enviado el",
                "enviada",
                "enviado em",
                "enviada em",
                "data de envio",
                "fecha",
                "fecha de envío",
                "skickat",
                "skickat den",
                "sendt",
                "dato",
                "päivämäärä",
                "päiväys",
                "lähetetty",
                "wysłano",
                "отправлено",
                "дата",
                "дата отправки",
                "надіслано",
                "відправлено",
                "odesláno",
                "odoslané",
                "dátum",
                "küldve",
                "elküldve",
                "küldés dátuma",
                "gönderme tarihi",
                "tarih",
                "gönderildi",
                "gönderilme tarihi",
                "ημερομηνία",
                "στάλθηκε",
                "εστάλη",
                "נשלח",
                "נשלח ב",
                "תאריך",
                "تاريخ",
                "التاريخ",
                "تاريخ الإرسال",
                "تم الإرسال",
                "أُرسلت",
                "أرسلت",
                "送信日時",
                "送信日",
                "日付",
                "日時",
                "发送时间",
                "发送日期",
                "日期",
                "發送時間",
                "寄件日期",
                "傳送時間",
                "时间",
                "보낸 날짜",
                "날짜",
                "보낸시간",
                "đã gửi",
                "ngày",
                "gửi",
                "gửi lúc",
                "dikirim",
                "tanggal",
                "terkirim",
                "trimis",
                "poslano",
                "poslato",
                "saadetud",
                "kuupäev",
                "išsiųsta",
                "nosūtīts",
                "message du",
                "enviat",
                "sent at",
                "sent on",
                "วันที่",
                "ส่ง",
                "ارسال",
                "sent date",
                "time",
                "when",
                "послато",
                "датум",
                "datums",
                "dată",
                "data enviament",
                "geschickt",
                "tarikh",
                "час",
                "wysłane",
                "изпратено",
                "изпратено на",
                "enviat el",
                "보낸 시간",
                "ngày gửi",
                "ส่งเมื่อ");
        add(
                labels,
                Label.TO,
                "to",
                "à",
                "a",
                "an",
                "aan",
                "para",
                "till",
                "til",
                "vastaanottaja",
                "do",
                "komu",
                "кому",
                "címzett",
                "kime",
                "alıcı",
                "προς",
                "אל",
                "إلى",
                "الى",
                "宛先",
                "收件人",
                "收件者",
                "받는 사람",
                "받는사람",
                "수신",
                "đến",
                "tới",
                "kepada",
                "către",
                "catre",
                "pro",
                "prima",
                "za",
                "saaja",
                "kam",
                "pour",
                "destinataire",
                "destinatario",
                "empfänger",
                "per",
                "prejemnik",
                "adresat",
                "ถึง",
                "به",
                "mottagare",
                "ontvanger",
                "người nhận",
                "ผู้รับ",
                "прима",
                "за",
                "gavėjas",
                "penerima",
                "adressaat",
                "αποστολή προς",
                "destinatari",
                "per a",
                "до",
                "المستقبل",
                "到",
                "modtager",
                "mottaker",
                "adresát",
                "destinatar",
                "받는이",
                "каму");
        add(
                labels,
                Label.SUBJECT,
                "subject",
                "objet",
                "sujet",
                "betreff",
                "betr",
                "onderwerp",
                "oggetto",
                "asunto",
                "assunto",
                "ämne",
                "emne",
                "aihe",
                "temat",
                "тема",
                "předmět",
                "predmet",
                "tárgy",
                "konu",
                "θέμα",
                "נושא",
                "الموضوع",
                "موضوع",
                "件名",
                "主题",
                "主旨",
                "主題",
                "제목",
                "chủ đề",
                "tiêu đề",
                "subjek",
                "perihal",
                "subiect",
                "naslov",
                "zadeva",
                "teema",
                "tema",
                "тэма",
                "assumpte",
                "เรื่อง",
                "отн",
                "относно",
                "re",
                "topic",
                "หัวจดหมาย",
                "หัวเรื่อง",
                "наслов",
                "tēma",
                "temats",
                "judul",
                "pealkiri",
                "заглавие",
                "mövzu",
                "başlık",
                "subyek",
                "titill");
        add(
                labels,
                Label.OTHER,
                "cc",
                "bcc",
                "reply-to",
                "reply to",
                "copie à",
                "copie",
                "cópia",
                "kopia",
                "kopie",
                "kopi",
                "копия",
                "копія",
                "kópia",
                "másolatot kap",
                "másolat",
                "kopio",
                "抄送",
                "副本",
                "참조",
                "bilgi",
                "κοιν",
                "dw",
                "cco",
                "cci",
                "ccn",
                "bilgi (cc)",
                "importance",
                "priority",
                "priorité",
                "attachments",
                "anlagen",
                "عنوان",
                "نسخة",
                "עותק",
                "répondre à",
                "antwort an",
                "rispondi a",
                "responder a",
                "organization",
                "mailed-by",
                "signed-by",
                "message-id",
                "newsgroups",
                "x-mailer",
                "hal",
                "tembusan",
                "kopija",
                "copia",
                "kp",
                "копие",
                "копие до",
                "kopi til",
                "副本(cc)",
                "สำเนา",
                "คัดลอก",
                "نسخة إلي",
                "a/c",
                "коп",
                "koopia");
        return Map.copyOf(labels);
    }

    private static void add(Map<String, Label> labels, Label label, String... words) {
        for (var word : words) {
            labels.putIfAbsent(word, label);
        }
    }
}
