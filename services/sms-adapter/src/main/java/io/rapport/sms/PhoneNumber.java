package io.rapport.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** How numbers are written on the platform. */
public final class PhoneNumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern SHORT_CODE = Pattern.compile("[1-9][0-9]{2,7}");
    /** At most 11 letters, digits and a few signs, one of them a letter. */
    private static final Pattern SENDER_NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 &._+-]{1,10}");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private static final String NO_REGION = "ZZ";

    /** Our own numbers are read with every message, and reading one is dear. */
    private static final Map<Written, Optional<String>> LATELY = new ConcurrentHashMap<>();

    private static final int MOST = 1_000;

    private record Written(String number, Optional<String> region) {}

    private PhoneNumber() {}

    /**
     * The number as E.164, a short code as its digits; nothing when it is neither.
     *
     * @param region of numbers that are written without a country code
     */
    public static Optional<String> normalise(String written, Optional<String> region) {
        if (LATELY.size() > MOST) {
            LATELY.clear();
        }
        return LATELY.computeIfAbsent(new Written(written.strip(), region), it -> normal(it.number, region));
    }

    private static Optional<String> normal(String trimmed, Optional<String> region) {
        if (SHORT_CODE.matcher(trimmed).matches()) {
            return Optional.of(trimmed);
        }
        try {
            // "call 1-800-FLOWERS" is no way to write the number of a phone
            var number = NUMBERS.parse(LETTER.matcher(trimmed).find() ? "" : trimmed, region.orElse(NO_REGION));
            return NUMBERS.isPossibleNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** As {@link #normalise}, or the name that a sender shows instead of a number, as it is. */
    public static Optional<String> sender(String written, Optional<String> region) {
        return normalise(written, region)
                .or(() -> Optional.of(written.strip())
                        .filter(name -> SENDER_NAME.matcher(name).matches()));
    }
}
