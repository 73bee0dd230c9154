package io.rapport.sms.consent;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message that is nothing but one of these words.
 *
 * <p>The English words are those that Twilio obeys by default; the others say the same elsewhere.
 *
 * @see <a href="https://www.twilio.com/docs/api/errors/23002">Twilio's words</a>
 */
public enum Keyword {
    /** No more messages. */
    STOP(
            "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT" // English
                    + " STOPP STOPPEN ABMELDEN ABBESTELLEN ABBRECHEN" // German
                    + " ARRET ARRETER DESABONNER ANNULER FIN" // French
                    + " ALTO BAJA PARAR CANCELAR DETENER TERMINAR" // Spanish, Portuguese
                    + " FERMA ANNULLA CANCELLAMI DISISCRIVIMI" // Italian
                    + " AFMELDEN STOPZETTEN" // Dutch
                    + " AVSLUTA AFMELD PERUUTA" // Swedish, Danish, Finnish
                    + " WYPISZ KONIEC ZRUSIT IPTAL DUR" // Polish, Czech, Turkish
                    + " СТОП ОТПИСКА ОТПИСАТЬСЯ ВІДПИСАТИСЯ" // Russian, Ukrainian
                    + " توقف الغاء עצור הסר 停止 退订 退訂 配信停止 수신거부 중지"),
    /** Messages again. */
    START(
            "START YES UNSTOP" // English
                    + " ANMELDEN REPRENDRE REABONNER COMENZAR INICIAR INIZIA AANMELDEN СТАРТ ابدأ 开始 開始 再開 시작"),
    /** What is this, and who is behind it? */
    HELP(
            "HELP INFO HILFE AIDE AYUDA AJUDA AIUTO HULP HJALP HJAELP APUA POMOC YARDIM ПОМОЩЬ ДОПОМОГА مساعدة 帮助 幫助 ヘルプ 도움말");

    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final int LONGEST = Arrays.stream(values())
            .flatMap(it -> it.words.stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final Set<String> words;

    Keyword(String words) {
        this.words =
                Set.copyOf(Arrays.stream(words.split(" ")).map(Keyword::plain).toList());
    }

    /** The word that the message is, ignoring case, accents, and punctuation and space around it. */
    public static Optional<Keyword> of(String text) {
        // most messages are longer, and nothing else needs to be known of them
        if (text.codePoints()
                        .filter(Character::isLetterOrDigit)
                        .limit(LONGEST + 1L)
                        .count()
                > LONGEST) {
            return Optional.empty();
        }
        var word = plain(AROUND.matcher(text).replaceAll(""));
        return Arrays.stream(values()).filter(it -> it.words.contains(word)).findFirst();
    }

    private static String plain(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKD)
                .replaceAll("\\p{Mn}+", "")
                .toUpperCase(Locale.ROOT);
    }
}
