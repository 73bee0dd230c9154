package io.rapport.email.inbound;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds where the sender's words end and what the mail program, a list or a lawyer adds begins. */
final class Signatures {
    private static final int LONGEST_LINE = 400;

    /** Beyond this many lines two bare dashes are rather a rule between two parts of a text. */
    private static final int LONGEST_SIGNATURE = 25;

    private static final int SHORT_LINE = 45;
    private static final int LONGEST_NOTE = 4;

    private static final Pattern DELIMITER = Pattern.compile("^(--|__|—|–|‐‐)\\s*$");

    /** "-Kim", "--Kim Example", "— Kim": a name after a dash is not a bullet. */
    private static final Pattern DASHED_NAME = Pattern.compile(
            "^(-|--|–|—|—\\s|–\\s|--\\s)\\p{Lu}[\\p{L}'’.-]{0,30}( \\p{Lu}[\\p{L}'’.-]{0,30}){0,3}\\s*$");

    /** In lower case: to tell cases apart costs less than to find both. */
    private static final Phrases DEVICE = Phrases.of("(sent (\\S{4,12}ly )?(from|via|with|using|by) \\S.{0,70}"
            + "|(get|download) (outlook|bluemail|spark|typeapp) for \\S.{0,60}|yahoo mail: .{1,40}"
            + "|(von|mit) \\S.{0,50} (aus |mobil )*gesendet|gesendet (von|mit|aus|via|über)\\b.{1,70}"
            + "|diese nachricht wurde von \\S.{1,60} (gesendet|versendet)"
            + "|envoy(é|e)e? (sans fil )?(de|depuis|à partir|avec|via|par) .{1,70}"
            + "|enviado (desde|de|do|a partir|com|con|pelo|por|via|usando) .{1,70}|enviada (do|de|com|pelo) .{1,70}"
            + "|inviat[oa] (da|dal|con|tramite|mediante) .{1,70}"
            + "|verzonden (vanaf|met|via|vanuit|van) .{1,70}|verstuurd (vanaf|met|via) .{1,70}"
            + "|skickat (från|med|via) .{1,70}|skickades från .{1,70}|sendt (fra|med|via) .{1,70}"
            + "|lähetetty .{1,70}|lähetin .{1,40}|wysłan[eoya] (z|za pomocą|przy użyciu) .{1,70}"
            + "|отправлено (с|со|из|от|через) .{1,70}|(надіслано|відправлено) (з|зі|із|від) .{1,70}"
            + "|odesláno (z|ze|pomocí) .{1,70}|odoslané (z|zo|pomocou) .{1,70}|poslano (z|s|sa|iz|putem) .{1,70}"
            + "|poslato (sa|iz) .{1,70}|послато (са|из) .{1,70}|elküldve .{1,60}"
            + "|iphone'umdan gönderildi|(στάλθηκε|εστάλη|αποστολή) από .{1,70}|נשלח (מ|באמצעות).{1,70}"
            + "|(أ|أُ|ُ|)رسلت? (من|بواسطة).{1,70}|تم الإرسال من.{1,70}|(مرسل|مُرسل) من .{1,70}"
            + "|发自我?的?.{1,40}|(寄自|发送自|傳送自|来自我的|來自我的).{1,40}|從.{1,40}傳送|从.{1,40}发送"
            + "|나의 .{1,40}에서 보냄|(đã |được )?gửi từ .{1,60}|(di|ter)kirim (dari|dengan) .{1,60}"
            + "|trimis (de pe|din|de la) .{1,60}|enviat (des|amb|de) .{1,60}|saadetud .{1,60}|ส่งจาก.{1,60}|(no)?sūtīts no .{1,60}"
            + "|(iš)?siųsta iš .{1,60}|изпратено от .{1,60})[\\s*_>\\]).]*\\z");

    private static final Pattern DECORATION = Pattern.compile("[\\s*_<\\[(-]*");

    /** The device first, as some languages have it; one of these words is looked for before. */
    private static final Pattern SENT_LAST = Pattern.compile("[\\s*_<\\[(-]*("
            + ".{1,50} (küldve|gönderildi)|.{0,40}から送信(されました)?|.{0,40}에서 (보냄|보냈습니다)"
            + ")[\\s*_>\\]).]*");

    private static final List<String> LAST_WORDS = List.of("küldve", "gönderildi", "から送信", "에서 보냄", "에서 보냈");

    /** "Get Outlook for iOS": one of these words, and the link or none. */
    private static final Set<String> OFFERS =
            Set.of(("obtenir obtenez télécharger obtener obtenga obtén obter obtenha scarica ottieni holen beziehen "
                            + "herunterladen downloaden download hämta skaffa hent få skaff hanki pobierz získat získať "
                            + "beszerzése obțineți изтеглете получите получить скачать завантажити отримати edinin λήψη "
                            + "αποκτήστε השג קבל الحصول 获取 取得 下載 下载 を入手 다운로드 받기 tải dapatkan รับ ดาวน์โหลด hankige gaukite "
                            + "iegūt pridobite nabavite preuzmite преузмите obteniu")
                    .split(" "));

    /** A sentence goes on after the device. */
    private static final Pattern SENTENCE = Pattern.compile(
            ".*[,;!?] .*|.*(?<! my [\\w -]{2,30})!\\s*|.*\\?\\s*|.* (is|was|it|has|so|but|i|yesterday|and) .*");

    private static final Pattern BESIDES = Pattern.compile(
            "\\s*<?https?://\\S*"
                    + "|, (an? at&t|enjoy) .*|: search, organize, conquer"
                    + "|[,.;!–-]* *(so )?(please |kindly )?(excuse|pardon|forgive|sorry for|apologies for|bitte entschuldige).*");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern RULE = Pattern.compile("^\\s*[-_=*~#·—]{5,}\\s*$");

    private static final Pattern LEGAL =
            Pattern.compile("(?iu).*(confidential|disclaimer|intended (only |solely )?for|privileged"
                    + "|vertraulich|confidenti|riservat|poufn|конфиденц|vertrouwelijk|důvěrn|bizalmas|gizli|luottamuksell|konfiden"
                    + "|fortrolig|virus|legal notice|terms and conditions|registered (office|in)|handelsregister).*");

    private static final Pattern LEGAL_START = Pattern.compile(
            "(?iu)^\\W*(confidentiality( notice)?|disclaimer|legal notice|"
                    + "important notice|privacy notice|caution|notice of confidentiality)\\b\\s*[:–—-].*"
                    + "|^\\W*(this|the information (contained )?in this) (e-?mail|message|communication|electronic)"
                    + ".{0,120}(confidential|privileged|intended).*"
                    + "|^\\W*(diese e-?mail|der inhalt dieser e-?mail|ce (message|courriel)|este (mensaje|correo|e-?mail)|esta mensagem|"
                    + "questo messaggio|le informazioni contenute|dit bericht|deze e-?mail|ta wiadomość|(настоящее|данное|это) сообщение"
                    + "|detta meddelande|denne e-?(mail|post)|tato zpráva|tento e-mail)"
                    + ".{0,160}(vertraulich|confiden|riservat|vertrouwelijk|poufn|конфиденц|konfiden|fortrolig|důvěrn).*"
                    + "|^(\\S )?(please consider the environment|bitte (denken sie an|prüfen sie|schonen sie) .{0,40}umwelt"
                    + "|(pense[rz] à|avant d.imprimer|antes de imprimir|prima di stampare).{0,100}(environnement|ambiente))\\b.*");

    private static final Pattern FOOTER = Pattern.compile("(?iu).*(mailing list|unsubscribe|to post to this group|"
            + "you (are receiving|received) this (message|e-?mail)? ?because|https?://|@).*");

    private Signatures() {}

    /** How many of these lines, which nobody else wrote, are the sender's own words. */
    static int end(List<String> lines) {
        int end = lines.size();
        for (int i = 0; i < end; i++) {
            if (startsSignature(lines, i, end)) {
                end = i;
                break;
            }
        }
        end = withoutScanner(lines, withoutBlank(lines, end));
        while (end >= 2 && isDevice(lines.get(end - 1)) && standsApart(lines.get(end - 1), lines.get(end - 2))) {
            end = withoutBlank(lines, end - 1);
        }
        // the name stands alone below the text, or above what was just cut
        if (end >= 2
                && DASHED_NAME.matcher(shortened(lines.get(end - 1))).matches()
                && lines.get(end - 2).isBlank()) {
            end = withoutBlank(lines, end - 1);
        }
        return end;
    }

    /** Virus scanners put a paragraph of their own below everything, with their address in it. */
    private static int withoutScanner(List<String> lines, int end) {
        int start = end;
        while (start > 0 && !lines.get(start - 1).isBlank() && !isDashes(lines.get(start - 1))) {
            start--;
            if (end - start > LONGEST_NOTE || lines.get(start).endsWith("?")) {
                return end;
            }
        }
        if (start == 0 || lines.subList(start, end).stream().noneMatch(Signatures::namesScanner)) {
            return end;
        }
        return withoutBlank(lines, isDashes(lines.get(start - 1)) ? start - 1 : start);
    }

    private static boolean isDashes(String line) {
        return line.startsWith("---") && line.chars().allMatch(c -> c == '-');
    }

    private static boolean namesScanner(String line) {
        return line.contains("www.avast.com") || line.contains("www.avg.com");
    }

    private static boolean startsSignature(List<String> lines, int i, int end) {
        var line = lines.get(i);
        if (line.isBlank() || line.length() > LONGEST_LINE) {
            return line.length() > LONGEST_LINE
                    && LEGAL_START.matcher(line.substring(0, LONGEST_LINE)).matches()
                    && opensParagraph(lines, i);
        }
        if (DELIMITER.matcher(line).matches()) {
            return line.equals("-- ") || end - i <= LONGEST_SIGNATURE;
        }
        if (RULE.matcher(line).matches()) {
            return isFooter(lines.subList(i + 1, end));
        }
        if (!opensParagraph(lines, i)) {
            return false;
        }
        return (isDevice(line) && !beginsProse(lines, i, end))
                || LEGAL_START.matcher(line).matches();
    }

    /** Whether the line ends a sentence and the next one goes on, or is an offer with more below, which somebody may talk of. */
    private static boolean beginsProse(List<String> lines, int i, int end) {
        if (i + 1 == end) {
            return false;
        }
        var line = lines.get(i).strip();
        var lower = line.toLowerCase(Locale.ROOT);
        var below = lines.get(i + 1);
        return (line.endsWith(".") && !below.isBlank() && !isDevice(below))
                || (!tellsADevice(lower) && !lower.contains("://") && isOutlookOffer(lower));
    }

    private static boolean isOutlookOffer(String lower) {
        return lower.contains("outlook")
                && (lower.contains("ios") || lower.contains("android"))
                && (lower.contains("://aka.ms/") || BLANKS.splitAsStream(lower).anyMatch(OFFERS::contains));
    }

    private static boolean isDevice(String line) {
        if (line.isBlank() || line.length() >= 120) {
            return false;
        }
        var lower = line.toLowerCase(Locale.ROOT);
        boolean tells = tellsADevice(lower)
                || isOutlookOffer(lower)
                || (hasLastWord(lower) && SENT_LAST.matcher(lower).matches());
        return tells && !SENTENCE.matcher(BESIDES.matcher(lower).replaceAll("")).matches();
    }

    private static boolean tellsADevice(String lower) {
        var decoration = DECORATION.matcher(lower);
        return decoration.lookingAt() && DEVICE.areAt(lower, decoration.end());
    }

    private static boolean hasLastWord(String lower) {
        for (var word : LAST_WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last line of a text, with none empty above, is no end of a sentence that was wrapped. */
    private static boolean standsApart(String line, String above) {
        boolean wrapped =
                Character.isLowerCase(line.charAt(0)) && !(line.length() > 1 && Character.isUpperCase(line.charAt(1)));
        return !wrapped && above.length() <= SHORT_LINE;
    }

    private static boolean opensParagraph(List<String> lines, int i) {
        return i == 0 || lines.get(i - 1).isBlank() || isDevice(lines.get(i - 1));
    }

    /** What follows a rule at the end of a text, when it is short and of a list, or legal. */
    private static boolean isFooter(List<String> rest) {
        int words = 0;
        boolean footer = false;
        boolean legal = false;
        for (var line : rest) {
            if (line.isBlank()) {
                continue;
            }
            words++;
            var start = shortened(line);
            footer |= FOOTER.matcher(start).matches();
            legal |= LEGAL.matcher(start).matches();
        }
        return words == 0 || (footer && words <= 6) || (legal && words <= 40);
    }

    private static String shortened(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    }

    static int withoutBlank(List<String> lines, int end) {
        int last = end;
        while (last > 0 && lines.get(last - 1).isBlank()) {
            last--;
        }
        return last;
    }
}
