package io.rapport.sms;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** How numbers are written on the platform. */
public final class PhoneNumber {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern SHORT_CODE = Pattern.compile("[1-9][0-9]{2,7}");
    private static final String NO_REGION = "ZZ";

    private PhoneNumber() {}

    /** The number as E.164, a short code as its digits; nothing when it is neither. */
    public static Optional<String> normalise(String written) {
        var trimmed = written.strip();
        if (SHORT_CODE.matcher(trimmed).matches()) {
            return Optional.of(trimmed);
        }
        try {
            var number = NUMBERS.parse(trimmed, NO_REGION);
            return NUMBERS.isPossibleNumber(number)
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
