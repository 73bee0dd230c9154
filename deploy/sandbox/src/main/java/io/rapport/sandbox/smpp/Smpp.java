package io.rapport.sandbox.smpp;

import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.people.Person;
import io.rapport.sandbox.phone.Carrier;
import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.State;
import io.rapport.sandbox.phone.Messages;
import io.rapport.sandbox.phone.Network;
import io.rapport.sandbox.phone.Redelivery;
import io.rapport.sandbox.sms.Gsm7;
import io.rapport.sandbox.sms.SmsText;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jsmpp.SMPPConstant;

/** The company's number at the message centre: brings customers' text messages, long ones in segments. */
@Singleton
class Smpp implements Carrier {
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
    private static final int UCS_2 = 8;

    private final Optional<SandboxConfig.Smpp> account;
    private final MessageCentre centre;
    private final Messages messages;

    Smpp(SandboxConfig config, MessageCentre centre, Messages messages) {
        this.account = config.smpp();
        this.centre = centre;
        this.messages = messages;
    }

    @Override
    public Network network() {
        return Network.SMS;
    }

    @Override
    public String provider() {
        return "SMPP";
    }

    @Override
    public Optional<String> company() {
        return account.map(SandboxConfig.Smpp::number);
    }

    @Override
    public String nextId(Person customer) {
        return "smpp-" + UUID.randomUUID();
    }

    @Override
    public Message carry(Person customer, Message message) {
        var text = SmsText.of(message.text());
        int total = text.parts().size();
        for (int number = 1; number <= total; number++) {
            var written = write(text.parts().get(number - 1), text.unicode());
            var body = total == 1 ? written : withHeader(message.id(), total, number, written);
            var answer = Redelivery.of(
                    () -> centre.deliver(
                            customer.phone(),
                            total == 1 ? 0 : SMPPConstant.ESMCLS_UDHI_INDICATOR_SET,
                            text.unicode() ? UCS_2 : 0,
                            body),
                    GIVE_UP_AFTER,
                    refused -> messages.put(
                            message.now(State.UNDERWAY, "The message centre tries again: " + refused.words())));
            if (!answer.isTaken()) {
                return message.now(State.FAILED, "The message centre has given up: " + answer.words());
            }
        }
        return message.now(State.SENT, null);
    }

    private static byte[] write(String part, boolean unicode) {
        return unicode ? part.getBytes(StandardCharsets.UTF_16BE) : Gsm7.write(part);
    }

    /** The same reference when the message goes its way again. */
    private static byte[] withHeader(String message, int total, int number, byte[] written) {
        return ByteBuffer.allocate(6 + written.length)
                .put(new byte[] {5, 0, 3, (byte) message.hashCode(), (byte) total, (byte) number})
                .put(written)
                .array();
    }
}
