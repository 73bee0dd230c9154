package io.rapport.sms.provider.smpp;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.value.Party;
import io.rapport.platform.channel.inbound.Malformed;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.inbound.Part;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a customer's message says that a centre brings. */
sealed interface SmppMessage {
    Pattern BARE_NUMBER = Pattern.compile("[1-9][0-9]{8,14}");

    /** No text. */
    record Binary() implements SmppMessage {
        Inbound told() {
            return new Inbound.Unknown("binary");
        }
    }

    /** A segment of a longer message. */
    record Segment(Part part) implements SmppMessage {}

    /** A message that the centre gave an id. */
    record Named(String id, String from, String text) implements SmppMessage {
        Inbound told(String to) {
            return message(id, from, to, text);
        }
    }

    /** A message without an id. */
    record Nameless(String from, String text) implements SmppMessage {
        Inbound told(String to, String id) {
            return message(id, from, to, text);
        }
    }

    /** @throws Malformed when the request is not for this number, or breaks the rules */
    static SmppMessage read(String number, SmppConfig.Account config, SmppLink.Delivered delivered) {
        if (!address(config, delivered.to(), false).equals(number)) {
            throw new Malformed("The message is for another number than the account's.");
        }
        var from = address(config, delivered.from(), delivered.international());
        var said = SmppText.read(
                delivered.esmClass(),
                delivered.dataCoding(),
                delivered.shortMessage(),
                delivered.parameters(),
                config.defaultAlphabet());
        if (said.isEmpty()) {
            return new Binary();
        }
        var text = said.get().text();
        var place = said.get().place();
        if (place != null) {
            var reference = Integer.toString(place.reference());
            var id = DeterministicId.of(number, from, reference, place.number() + "/" + place.total(), text);
            return new Segment(new Part(id.toString(), from, reference, place.number(), place.total(), text));
        }
        var given = delivered.parameters().get(SmppReceipt.RECEIPTED_MESSAGE_ID);
        return given == null || given.length < 2
                ? new Nameless(from, text)
                : new Named(new String(given, 0, given.length - 1, StandardCharsets.ISO_8859_1), from, text);
    }

    private static Inbound message(String id, String from, String to, String text) {
        return new Inbound.Message(id, to, new Party(from, null), text, List.of(), null);
    }

    private static String address(SmppConfig.Account config, String written, boolean international) {
        boolean bare = BARE_NUMBER.matcher(written).matches() || (international && !written.startsWith("+"));
        return PhoneNumber.sender(bare ? "+" + written : written, config.defaultRegion())
                .orElseThrow(() -> new Malformed("An address is neither a phone number nor a sender's name."));
    }
}
