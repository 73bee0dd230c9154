package io.rapport.sms.provider.smpp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A delivery receipt, whose text every centre writes in its own way: the optional parameters count, else what can be found.
 *
 * @param state in the word of the receipt's text, such as DELIVRD
 * @param error the network's code
 * @see <a href="https://smpp.org/SMPP_v3_4_Issue1_2.pdf">SMPP 3.4 appendix B and sections 5.2.28 and 5.3.2.12</a>
 */
record SmppReceipt(String id, String state, @Nullable String error) {
    static final short RECEIPTED_MESSAGE_ID = 0x001e;
    static final short MESSAGE_STATE = 0x0427;
    static final short NETWORK_ERROR_CODE = 0x0423;

    private static final Pattern ID = Pattern.compile("\\bid\\s*:\\s*([^\\s:]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATE = Pattern.compile("\\bstat(?:us)?\\s*:\\s*(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ERROR = Pattern.compile("\\berr\\s*:\\s*(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+");

    /** Nothing when the id or the state is nowhere. */
    static Optional<SmppReceipt> read(byte[] text, Map<Short, byte[]> parameters) {
        var written = new String(text, StandardCharsets.ISO_8859_1);
        var id = Optional.ofNullable(parameters.get(RECEIPTED_MESSAGE_ID))
                .map(SmppReceipt::zeroTerminated)
                .filter(it -> !it.isEmpty())
                .or(() -> find(ID, written));
        var state = Optional.ofNullable(parameters.get(MESSAGE_STATE))
                .filter(it -> it.length == 1)
                .flatMap(it -> state(it[0]))
                .or(() -> find(STATE, written).map(it -> it.toUpperCase(Locale.ROOT)));
        var error = find(ERROR, written).orElse(null);
        return id.flatMap(it -> state.map(word -> new SmppReceipt(it, word, error)));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String zeroTerminated(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
    }

    private static Optional<String> state(byte state) {
        return switch (state) {
            case 1 -> Optional.of("ENROUTE");
            case 2 -> Optional.of("DELIVRD");
            case 3 -> Optional.of("EXPIRED");
            case 4 -> Optional.of("DELETED");
            case 5 -> Optional.of("UNDELIV");
            case 6 -> Optional.of("ACCEPTD");
            case 7 -> Optional.of("UNKNOWN");
            case 8 -> Optional.of("REJECTD");
            default -> Optional.empty();
        };
    }

    /** How the same id may have been written when the message was taken: many centres change between number systems. */
    static List<String> spellings(String id) {
        var plain = plain(id);
        var spellings = new ArrayList<>(List.of(plain));
        if (DECIMAL.matcher(plain).matches()) {
            spellings.add(new BigInteger(plain).toString(16));
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            spellings.add(new BigInteger(plain, 16).toString());
        }
        return spellings;
    }

    /** Without what is only form: case and leading zeros. */
    static String plain(String id) {
        return id.strip().toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    }
}
