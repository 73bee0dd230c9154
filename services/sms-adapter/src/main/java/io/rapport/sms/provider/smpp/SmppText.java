package io.rapport.sms.provider.smpp;

import io.rapport.platform.channel.capability.Gsm7;
import io.rapport.platform.channel.capability.Segments;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.sms.inbound.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts in the bytes of SMPP and back: alphabets, segments and their headers.
 *
 * @see <a href="https://smpp.org/SMPP_v3_4_Issue1_2.pdf">SMPP 3.4 sections 5.2.12, 5.2.19 and 5.3.2</a>
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123040/">3GPP TS 23.040 section 9.2.3.24</a>
 */
final class SmppText {
    static final short SAR_MSG_REF_NUM = 0x020c;
    static final short SAR_TOTAL_SEGMENTS = 0x020e;
    static final short SAR_SEGMENT_SEQNUM = 0x020f;
    static final short MESSAGE_PAYLOAD = 0x0424;

    private static final int UDHI = 0x40;
    private static final int DEFAULT = 0;
    private static final int UCS_2 = 8;
    private static final Charset CYRILLIC = Charset.forName("ISO-8859-5");
    private static final Charset HEBREW = Charset.forName("ISO-8859-8");

    private SmppText() {}

    /** What data coding 0 stands for; every centre has its own. */
    enum DefaultAlphabet {
        GSM_7,
        LATIN_1
    }

    /** How long messages travel. */
    enum LongMessages {
        /** A header in front of each segment's text. */
        UDH,
        /** Optional parameters of each segment. */
        SAR,
        /** One request with everything in an optional parameter; the centre makes the segments. */
        PAYLOAD
    }

    /** The place of a segment in its message. */
    record Place(int reference, int total, int number) {}

    /**
     * What a request says.
     *
     * @param place absent when the message is whole
     */
    record Said(String text, @Nullable Place place) {}

    /**
     * One request of ours.
     *
     * @param parameters optional ones, by tag
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(int esmClass, int dataCoding, byte[] shortMessage, Map<Short, byte[]> parameters) {}

    /**
     * The requests that carry a text.
     *
     * @param reference the same for all segments of a message, different from message to message
     */
    static List<Written> write(String text, DefaultAlphabet defaultAlphabet, LongMessages way, int reference) {
        boolean plain = Gsm7.canWrite(text)
                && (defaultAlphabet == DefaultAlphabet.GSM_7
                        || StandardCharsets.ISO_8859_1.newEncoder().canEncode(text));
        int dataCoding = plain ? DEFAULT : UCS_2;
        var segments = Segments.of(text, plain ? Segments.Alphabet.GSM_7 : Segments.Alphabet.UCS_2);
        if (segments.count() == 1) {
            return List.of(new Written(0, dataCoding, bytes(text, plain, defaultAlphabet), Map.of()));
        }
        if (way == LongMessages.PAYLOAD) {
            return List.of(new Written(
                    0, dataCoding, new byte[0], Map.of(MESSAGE_PAYLOAD, bytes(text, plain, defaultAlphabet))));
        }
        var written = new ArrayList<Written>();
        for (var part : segments.parts()) {
            var place = new Place(reference, segments.count(), written.size() + 1);
            var bytes = bytes(part, plain, defaultAlphabet);
            written.add(
                    way == LongMessages.UDH
                            ? new Written(UDHI, dataCoding, withHeader(place, bytes), Map.of())
                            : new Written(0, dataCoding, bytes, parameters(place)));
        }
        return written;
    }

    private static byte[] bytes(String text, boolean plain, DefaultAlphabet defaultAlphabet) {
        if (!plain) {
            return text.getBytes(StandardCharsets.UTF_16BE);
        }
        return switch (defaultAlphabet) {
            case GSM_7 -> Gsm7.write(text);
            case LATIN_1 -> text.getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static byte[] withHeader(Place place, byte[] text) {
        var all = new ByteArrayOutputStream(text.length + 6);
        all.writeBytes(new byte[] {5, 0, 3, (byte) place.reference(), (byte) place.total(), (byte) place.number()});
        all.writeBytes(text);
        return all.toByteArray();
    }

    private static Map<Short, byte[]> parameters(Place place) {
        var parameters = new TreeMap<Short, byte[]>();
        parameters.put(
                SAR_MSG_REF_NUM,
                ByteBuffer.allocate(2).putShort((short) place.reference()).array());
        parameters.put(SAR_TOTAL_SEGMENTS, new byte[] {(byte) place.total()});
        parameters.put(SAR_SEGMENT_SEQNUM, new byte[] {(byte) place.number()});
        return parameters;
    }

    /**
     * What a request of the centre says; nothing when it is no text.
     *
     * @throws Malformed when its header is longer than it
     */
    static Optional<Said> read(
            int esmClass,
            int dataCoding,
            byte[] shortMessage,
            Map<Short, byte[]> parameters,
            DefaultAlphabet defaultAlphabet) {
        var body = shortMessage.length == 0 ? parameters.getOrDefault(MESSAGE_PAYLOAD, shortMessage) : shortMessage;
        var place = place(parameters);
        if ((esmClass & UDHI) != 0 && body.length > 0) {
            int length = (body[0] & 0xff) + 1;
            if (length > body.length) {
                throw new Malformed("The user data header is longer than the message.");
            }
            place = place(body, length).or(() -> place(parameters));
            body = ByteBuffer.allocate(body.length - length)
                    .put(body, length, body.length - length)
                    .array();
        }
        var whole = place;
        return text(dataCoding & 0xff, body, defaultAlphabet).map(text -> new Said(text, whole.orElse(null)));
    }

    private static Optional<Place> place(Map<Short, byte[]> parameters) {
        var reference = parameters.get(SAR_MSG_REF_NUM);
        var total = parameters.get(SAR_TOTAL_SEGMENTS);
        var number = parameters.get(SAR_SEGMENT_SEQNUM);
        return reference == null || total == null || number == null
                ? Optional.empty()
                : place(unsigned(reference), unsigned(total), unsigned(number));
    }

    /** Looks for the concatenation element, 0 with a reference of one byte or 8 with one of two. */
    private static Optional<Place> place(byte[] body, int headerLength) {
        for (int at = 1; at + 1 < headerLength; at += 2 + (body[at + 1] & 0xff)) {
            int element = body[at];
            int length = body[at + 1] & 0xff;
            if (at + 2 + length > headerLength) {
                return Optional.empty();
            }
            if (element == 0 && length == 3) {
                return place(body[at + 2] & 0xff, body[at + 3] & 0xff, body[at + 4] & 0xff);
            }
            if (element == 8 && length == 4) {
                return place(
                        ((body[at + 2] & 0xff) << 8) | (body[at + 3] & 0xff), body[at + 4] & 0xff, body[at + 5] & 0xff);
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> place(int reference, int total, int number) {
        return total > 1 && Part.isOne(number, total)
                ? Optional.of(new Place(reference, total, number))
                : Optional.empty();
    }

    private static int unsigned(byte[] value) {
        int number = 0;
        for (byte one : value) {
            number = (number << 8) | (one & 0xff);
        }
        return number;
    }

    private static Optional<String> text(int dataCoding, byte[] body, DefaultAlphabet defaultAlphabet) {
        return switch (alphabet(dataCoding)) {
            case 0 ->
                Optional.of(
                        switch (defaultAlphabet) {
                            case GSM_7 -> Gsm7.read(body);
                            case LATIN_1 -> new String(body, StandardCharsets.ISO_8859_1);
                        });
            case 1 -> Optional.of(isAscii(body) ? new String(body, StandardCharsets.US_ASCII) : Gsm7.read(body));
            case 3 -> Optional.of(new String(body, StandardCharsets.ISO_8859_1));
            case 6 -> Optional.of(new String(body, CYRILLIC));
            case 7 -> Optional.of(new String(body, HEBREW));
            case UCS_2 -> Optional.of(new String(body, StandardCharsets.UTF_16BE));
            default -> Optional.empty();
        };
    }

    /** Some senders call the GSM alphabet IA5; it shows by control characters that no text has. */
    private static boolean isAscii(byte[] body) {
        for (byte one : body) {
            if (one < 0x20 && one != '\n' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The low nibble, except in the groups of TS 23.038 that carry a message class. */
    private static int alphabet(int dataCoding) {
        return switch (dataCoding & 0xf0) {
            case 0xf0 -> (dataCoding & 0x04) == 0 ? 0 : 4;
            case 0x10, 0x20, 0x30 ->
                switch (dataCoding & 0x0c) {
                    case 0x00 -> 0;
                    case 0x08 -> UCS_2;
                    default -> 4;
                };
            default -> dataCoding & 0x0f;
        };
    }
}
