package io.rapport.desk.inbox;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Late;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadRef;
import io.rapport.desk.channel.ChannelAccounts;
import io.rapport.platform.channel.capability.Segments;
import io.rapport.platform.channel.capability.Segments.Alphabet;
import io.rapport.platform.channel.capability.SendRules;
import io.rapport.platform.channel.capability.SendRules.Objection;
import io.rapport.platform.channel.capability.SendRules.Passage;
import io.rapport.platform.channel.store.LastHeard;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would become of a reply, by the same rules and facts as the gate in its adapter goes by. */
@Singleton
class SendPreview {
    /**
     * What a text message takes.
     *
     * @param left characters that the last segment has room for
     */
    record Sms(
            Alphabet alphabet,
            int segments,
            int left,
            @Nullable Integer maxSegments) {}

    /**
     * When we may write.
     *
     * @param late what the message goes as, when the window is over
     * @param until the end of it, if there is one
     */
    record Window(Late.@Nullable Form late, @Nullable Instant until) {}

    /** The rule that keeps it from going, in words. */
    record Refused(String rule, String why) {}

    /**
     * All of it.
     *
     * @param messages how many it goes as
     * @param window absent where one may always write, or may not at all
     */
    record Preview(
            int length,
            @Nullable Integer maxLength,
            int messages,
            @Nullable Sms sms,
            @Nullable Window window,
            @Nullable Refused refused) {}

    private final ChannelAccounts accounts;
    private final LastHeard lastHeard;
    private final Clock clock;

    SendPreview(ChannelAccounts accounts, LastHeard lastHeard, Clock clock) {
        this.accounts = accounts;
        this.lastHeard = lastHeard;
        this.clock = clock;
    }

    Uni<Optional<ChannelCapabilities>> capabilities(TenantId tenant, ThreadRef thread) {
        return accounts.capabilities(tenant, thread.channel(), thread.account());
    }

    /** Of a reply that an agent is writing; that it says nothing yet is no objection. */
    Uni<Preview> of(TenantId tenant, ThreadRef thread, String text, List<Attachment> files) {
        return capabilities(tenant, thread)
                .chain(channel -> channel.isEmpty()
                        ? Uni.createFrom().item(new Preview(text.length(), null, 1, null, null, null))
                        : passage(tenant, thread, channel.get(), files)
                                .map(passage -> preview(channel.get(), passage, text, files)));
    }

    /** Why the reply cannot go; nothing while the channel's adapter has not told what it carries. */
    Uni<Optional<Objection>> objection(TenantId tenant, ThreadRef thread, String text, List<Attachment> files) {
        return capabilities(tenant, thread).chain(channel -> {
            var objection = channel.flatMap(it -> SendRules.objection(it, text, files));
            return channel.isEmpty() || objection.isPresent()
                    ? Uni.createFrom().item(objection)
                    : passage(tenant, thread, channel.get(), files).map(SendPreview::objection);
        });
    }

    private Uni<Passage> passage(
            TenantId tenant, ThreadRef thread, ChannelCapabilities channel, List<Attachment> files) {
        return channel.replyWindowSeconds() == null
                ? Uni.createFrom().item(new Passage.Free(null))
                : lastHeard
                        .from(tenant, thread.id())
                        .map(heard -> SendRules.passage(channel, heard, true, !files.isEmpty(), clock.instant()));
    }

    private static Optional<Objection> objection(Passage passage) {
        return passage instanceof Passage.Closed(var objection) ? Optional.of(objection) : Optional.empty();
    }

    private static Preview preview(ChannelCapabilities channel, Passage passage, String text, List<Attachment> files) {
        var refused = objection(passage)
                .or(() -> SendRules.objection(channel, text.isBlank() ? "-" : text, files))
                .map(it -> new Refused(it.rule(), it.why()));
        return new Preview(
                channel.measure().of(text),
                channel.maxLength(),
                SendRules.messages(channel, text).size(),
                channel.maxSegments() == null ? null : sms(Segments.of(text), channel.maxSegments()),
                window(channel, passage),
                refused.orElse(null));
    }

    private static Sms sms(Segments segments, int most) {
        return new Sms(segments.alphabet(), segments.count(), segments.left(), most);
    }

    private static @Nullable Window window(ChannelCapabilities channel, Passage passage) {
        return switch (passage) {
            case Passage.Free(var until) -> until == null ? null : new Window(null, until);
            case Passage.Late(var until) ->
                new Window(channel.late() == null ? null : channel.late().form(), until);
            case Passage.Closed closed -> null;
        };
    }
}
