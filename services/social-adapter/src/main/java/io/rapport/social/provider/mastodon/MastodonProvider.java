package io.rapport.social.provider.mastodon;

import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Provider;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One account on Mastodon. */
final class MastodonProvider implements Provider, FileSource {
    private static final Pattern PARTY =
            Pattern.compile("[\\p{L}\\p{N}_.-]{1,255}@[\\p{L}\\p{N}.-]{1,255}(:[0-9]{1,5})?");
    /** What the server would take for a mention, and show a private post to whoever is mentioned. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w/])@(?=\\w)");

    private static final String ZERO_WIDTH_SPACE = "\u200b";

    private final MastodonConfig.PublicReplies publicReplies;
    private final MastodonParser parser;
    private final MastodonApi api;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;

    MastodonProvider(MastodonConfig.PublicReplies publicReplies, MastodonParser parser, MastodonApi api, Clock clock) {
        this.publicReplies = publicReplies;
        this.parser = parser;
        this.api = api;
        this.clock = clock;
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        var party = message.to().address().toLowerCase(Locale.ROOT);
        if (!PARTY.matcher(party).matches()) {
            return Uni.createFrom()
                    .item(new DeliveryOutcome.Refused(new DeliveryFailure(
                            Reason.ADDRESS_UNKNOWN,
                            null,
                            "An account on Mastodon is written name@server, and this one is not.")));
        }
        if (clock.instant().isBefore(quietUntil)) {
            return Uni.createFrom().item(MastodonWords.later(429));
        }
        var root = MastodonParser.Root.read(message.thread().root());
        var status = new LinkedHashMap<String, String>();
        status.put("status", "@" + party + " " + MENTION.matcher(message.text()).replaceAll("@" + ZERO_WIDTH_SPACE));
        status.put("visibility", visibility(root));
        answered(message)
                .or(() -> root.map(MastodonParser.Root::status))
                .ifPresent(it -> status.put("in_reply_to_id", it));
        // the parts of a long message are posts of their own
        var key = DeterministicId.of(message.commandId().toString(), message.text())
                .toString();
        return Uni.createFrom()
                .completionStage(() -> api.post(status, key))
                .invoke(answer -> MastodonWords.limitedUntil(answer).ifPresent(until -> quietUntil = until))
                .map(answer -> MastodonWords.outcome(answer, party, parser))
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Mastodon", failure));
    }

    /** What is not known to be public stays private. */
    private String visibility(Optional<MastodonParser.Root> root) {
        return root.filter(MastodonParser.Root::isPublic).isPresent()
                ? publicReplies.name().toLowerCase(Locale.ROOT)
                : "direct";
    }

    private static Optional<String> answered(SendMessage message) {
        var context = message.replyContext();
        return context == null
                ? Optional.empty()
                : Optional.ofNullable(context.inReplyTo()).filter(MastodonParser::isId);
    }

    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        return Uni.createFrom().completionStage(() -> api.download(file.providerRef(), maxBytes));
    }
}
