package io.rapport.sandbox.smpp;

import io.rapport.sandbox.sms.Gsm7;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;

/**
 * What one request says.
 *
 * @param reference what all segments of a message have in common
 * @param number from 1 to {@code total}
 * @see <a href="https://smpp.org/SMPP_v3_4_Issue1_2.pdf">SMPP 3.4 sections 5.2.12, 5.2.19 and 5.3.2</a>
 * @see <a href="https://www.etsi.org/deliver/etsi_ts/123000_123099/123040/">3GPP TS 23.040 section 9.2.3.24</a>
 */
record Segment(String text, int reference, int total, int number) {
    /** What fits into one message on the air. */
    private static final int MOST_OCTETS = 140;

    private static final int DEFAULT_ALPHABET = 0;
    private static final int UCS_2 = 8;

    /** Where a segment stands in its message. */
    private record Place(int reference, int total, int number) {
        private static final Place ALONE = new Place(0, 1, 1);
    }

    static Segment of(SubmitSm request) throws ProcessRequestException {
        var payload = request.getOptionalParameter(OptionalParameter.Message_payload.class);
        var given = request.getShortMessage() == null ? new byte[0] : request.getShortMessage();
        boolean inPayload = given.length == 0 && payload != null;
        var bytes = inPayload ? payload.getValue() : given;
        int header = request.isUdhi() && bytes.length > 0 ? 1 + (bytes[0] & 0xff) : 0;
        if (bytes.length <= header) {
            throw new ProcessRequestException("nothing is said", SMPPConstant.STAT_ESME_RINVMSGLEN);
        }
        var said = Arrays.copyOfRange(bytes, header, bytes.length);
        int coding = request.getDataCoding() & 0xff;
        if (!inPayload && header + octets(said.length, coding) > MOST_OCTETS) {
            throw new ProcessRequestException("too long for one message", SMPPConstant.STAT_ESME_RINVMSGLEN);
        }
        var place = inHeader(bytes, header).or(() -> inParameters(request)).orElse(Place.ALONE);
        return new Segment(text(said, coding), place.reference(), place.total(), place.number());
    }

    private static int octets(int length, int coding) {
        return coding == DEFAULT_ALPHABET ? (length * 7 + 7) / 8 : length;
    }

    private static String text(byte[] said, int coding) throws ProcessRequestException {
        return switch (coding) {
            case DEFAULT_ALPHABET -> Gsm7.read(said);
            case 1 -> new String(said, StandardCharsets.US_ASCII);
            case 3 -> new String(said, StandardCharsets.ISO_8859_1);
            case UCS_2 -> new String(said, StandardCharsets.UTF_16BE);
            default -> throw new ProcessRequestException("no such alphabet", SMPPConstant.STAT_ESME_RINVDCS);
        };
    }

    /** By an element of the user data header: 0 has a reference of one octet, 8 of two. */
    private static Optional<Place> inHeader(byte[] bytes, int header) {
        var elements = ByteBuffer.wrap(bytes, 0, header);
        if (elements.hasRemaining()) {
            elements.get();
        }
        while (elements.remaining() >= 2) {
            int kind = elements.get() & 0xff;
            int length = Math.min(elements.get() & 0xff, elements.remaining());
            var element = elements.slice(elements.position(), length);
            elements.position(elements.position() + length);
            if ((kind == 0 && length == 3) || (kind == 8 && length == 4)) {
                int reference = kind == 0 ? element.get() & 0xff : element.getShort() & 0xffff;
                return place(reference, element.get(), element.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> inParameters(SubmitSm request) {
        var reference = request.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class);
        var total = request.getOptionalParameter(OptionalParameter.Sar_total_segments.class);
        var number = request.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class);
        return reference == null || total == null || number == null
                ? Optional.empty()
                : place(reference.getValue() & 0xffff, total.getValue(), number.getValue());
    }

    /** What cannot be is ignored, as the specification wants it. */
    private static Optional<Place> place(int reference, byte total, byte number) {
        int of = total & 0xff;
        int at = number & 0xff;
        return of < 2 || at < 1 || at > of ? Optional.empty() : Optional.of(new Place(reference, of, at));
    }
}
