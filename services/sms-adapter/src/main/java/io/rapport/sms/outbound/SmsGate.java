package io.rapport.sms.outbound;

import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.messaging.TransientFailure;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.SmsSettings;
import io.rapport.sms.consent.OptOuts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every message of a number passes before its provider gets it: a receiver that can be one, and nobody who has stopped us.
 */
public final class SmsGate {
    private final String ours;
    private final SmsSettings settings;
    private final OptOuts optOuts;

    public SmsGate(String ours, SmsSettings settings, OptOuts optOuts) {
        this.ours = ours;
        this.settings = settings;
        this.optOuts = optOuts;
    }

    /**
     * What a number carries.
     *
     * @param maxLength the provider's own limit; the configured number of segments is usually less
     */
    public static ChannelCapabilities capabilities(int maxLength, SmsSettings settings) {
        return capabilities(maxLength, settings, null);
    }

    /** As {@link #capabilities}, where files may go too. */
    public static ChannelCapabilities capabilities(int maxLength, SmsSettings settings, @Nullable Files files) {
        return new ChannelCapabilities(
                Start.ANYBODY,
                maxLength,
                Measure.CHARACTERS,
                LongText.REFUSED,
                settings.maxSegments(),
                null,
                null,
                files);
    }

    /** Of numbers that are written without a country code. */
    public Optional<String> region() {
        return settings.defaultRegion();
    }

    /**
     * The outcome of {@code send}, unless the gate refuses; what the provider refuses because of a STOP that it obeyed itself is
     * remembered.
     *
     * @param send gets the receiver as E.164 or as a short code
     */
    public Uni<DeliveryOutcome> pass(
            TenantId tenant, SendMessage message, Function<String, Uni<DeliveryOutcome>> send) {
        var receiver = PhoneNumber.normalise(message.to().address(), region());
        if (receiver.isEmpty()) {
            return refuse(new DeliveryFailure(
                    Reason.ADDRESS_UNKNOWN, null, "The receiver is no phone number that a text message can go to."));
        }
        var theirs = receiver.get();
        return optOuts.of(tenant, ours, theirs)
                .chain(stopped -> stopped.filter(optOut -> !message.commandId().equals(optOut.answer()))
                                .isPresent()
                        ? refuse(new DeliveryFailure(
                                Reason.OPTED_OUT, null, "The receiver has stopped messages from this number."))
                        : send.apply(theirs)
                                .emitOn(Infrastructure.getDefaultWorkerPool())
                                .call(outcome -> wasStopped(outcome)
                                        ? optOuts.stop(tenant, ours, theirs, null)
                                        : Uni.createFrom().voidItem()))
                .onFailure(TransientFailure.class)
                .recoverWithItem(
                        away -> new DeliveryOutcome.Away("The payload store, which knows the opt-outs, is away"));
    }

    private static boolean wasStopped(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Refused(var failure) && failure.reason() == Reason.OPTED_OUT;
    }

    private static Uni<DeliveryOutcome> refuse(DeliveryFailure failure) {
        return Uni.createFrom().item(new DeliveryOutcome.Refused(failure));
    }
}
