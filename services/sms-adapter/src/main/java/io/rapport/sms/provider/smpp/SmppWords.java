package io.rapport.sms.provider.smpp;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SMPP's command statuses and message states in the platform's words.
 *
 * @see <a href="https://smpp.org/SMPP_v3_4_Issue1_2.pdf">SMPP 3.4 sections 5.1.3 and 5.2.28</a>
 */
final class SmppWords {
    private static final int QUEUE_FULL = 0x14;
    private static final int THROTTLED = 0x58;

    private SmppWords() {}

    /** Whether the same request may be taken in a moment. */
    static boolean isBusy(int commandStatus) {
        return commandStatus == QUEUE_FULL || commandStatus == THROTTLED;
    }

    /** What it means that a message was not taken. */
    static DeliveryOutcome outcome(int commandStatus) {
        var code = "0x%08x".formatted(commandStatus);
        return switch (commandStatus) {
            case QUEUE_FULL, THROTTLED ->
                later(Reason.THROTTLED, code, "More messages were sent than the carrier takes now.");
            case 0x08, 0x45, 0x64, 0xfe, 0xff ->
                later(Reason.PROVIDER_UNAVAILABLE, code, "The carrier does not take the message now.");
            case 0x04, 0x0d, 0x0e, 0x0f, 0x53 ->
                new DeliveryOutcome.Away("The carrier does not let this account in: " + code);
            case 0x0b, 0x50, 0x51 -> never(Reason.ADDRESS_UNKNOWN, code, "Nobody gets text messages at this number.");
            case 0x0a, 0x48, 0x49, 0x15, 0x100, 0x101, 0x103 ->
                never(Reason.REFUSED_BY_POLICY, code, "The carrier does not let this account send so.");
            case 0x01, 0x02, 0x104 -> never(Reason.CONTENT_NOT_ACCEPTED, code, "The carrier cannot take this text.");
            default -> never(Reason.UNKNOWN, code, "The carrier did not take the message and gave no known reason.");
        };
    }

    private static DeliveryOutcome later(Reason reason, String code, String text) {
        return new DeliveryOutcome.Deferred(new DeliveryFailure(reason, code, text));
    }

    private static DeliveryOutcome never(Reason reason, String code, String text) {
        return new DeliveryOutcome.Refused(new DeliveryFailure(reason, code, text));
    }

    /** How far a message got; nothing for a state that says nothing. */
    static Optional<DeliveryStatus> status(String state) {
        return switch (state) {
            case "ENROUTE", "ACCEPTD", "ACCEPTED" -> Optional.of(DeliveryStatus.SENT);
            case "DELIVRD", "DELIVERED" -> Optional.of(DeliveryStatus.DELIVERED);
            case "EXPIRED", "DELETED", "UNDELIV", "UNDELIVERED", "UNDELIVERABLE", "REJECTD", "REJECTED", "FAILED" ->
                Optional.of(DeliveryStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** Why a message failed. */
    static DeliveryFailure failure(String state, @Nullable String error) {
        var code = error == null ? state : state + " " + error;
        return switch (state) {
            case "EXPIRED", "UNDELIV", "UNDELIVERED", "UNDELIVERABLE" ->
                new DeliveryFailure(Reason.ADDRESS_UNREACHABLE, code, "The phone or its network cannot be reached.");
            case "REJECTD", "REJECTED" ->
                new DeliveryFailure(Reason.REFUSED_BY_POLICY, code, "The carrier rejected the message.");
            default ->
                new DeliveryFailure(
                        Reason.UNKNOWN, code, "The carrier did not deliver the message and gave no known reason.");
        };
    }
}
