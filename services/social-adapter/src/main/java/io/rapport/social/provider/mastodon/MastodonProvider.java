package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.interactions.DeliveryFailure;
import io.rapport.contracts.interactions.DeliveryFailure.Reason;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.FileSource;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.OutgoingFiles.Loaded;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One account on Mastodon. */
final class MastodonProvider implements Provider, FileSource {
    private static final Pattern PARTY =
            Pattern.compile("[\\p{L}\\p{N}_.-]{1,255}@[\\p{L}\\p{N}.-]{1,255}(:[0-9]{1,5})?");
    /** What the server would take for a mention, and show a private post to whoever is mentioned. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w/])@(?=\\w)");

    private static final String ZERO_WIDTH_SPACE = "\u200b";

    private static final int ACCEPTED = 202;
    private static final int PARTIAL = 206;
    private static final int BETWEEN_LOOKS_MS = 500;
    private static final int MOST_LOOKS = 30;

    private final MastodonConfig.PublicReplies publicReplies;
    private final int mostPictures;
    private final MastodonParser parser;
    private final OutgoingFiles outgoing;
    private final MastodonApi api;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;

    /** @param mostPictures in one post */
    MastodonProvider(
            MastodonConfig.PublicReplies publicReplies,
            int mostPictures,
            MastodonParser parser,
            OutgoingFiles outgoing,
            MastodonApi api,
            ObjectMapper json,
            Clock clock) {
        this.publicReplies = publicReplies;
        this.mostPictures = mostPictures;
        this.outgoing = outgoing;
        this.json = json;
        this.parser = parser;
        this.api = api;
        this.clock = clock;
    }

    @Override
    public Optional<String> network() {
        return Optional.of("Mastodon");
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
        return outgoing.with(
                tenant,
                message.attachments(),
                files -> Uni.createFrom()
                        .completionStage(() -> upload(files, List.of(), media -> post(message, party, media)))
                        .onFailure()
                        .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Mastodon", failure)));
    }

    /** Several pictures stand in one post, any other file stands alone. */
    @Override
    public boolean carries(String text, List<Attachment> files) {
        return files.size() == 1
                || (files.size() <= mostPictures
                        && files.stream().allMatch(it -> it.mediaType().startsWith("image/")));
    }

    /** Uploads those files that have no id yet, then posts. */
    private CompletableFuture<DeliveryOutcome> upload(
            List<Loaded> files, List<String> media, Function<List<String>, CompletableFuture<DeliveryOutcome>> post) {
        if (media.size() == files.size()) {
            return post.apply(media);
        }
        return api.upload(Upload.of("file", files.get(media.size())))
                .thenCompose(answer -> whenReady(answer, MOST_LOOKS))
                .thenCompose(answer -> {
                    restWhenTold(answer);
                    var id = answer.body().path("id").asText("");
                    return answer.status() == 200 && !id.isEmpty()
                            ? upload(
                                    files,
                                    Stream.concat(media.stream(), Stream.of(id)).toList(),
                                    post)
                            : CompletableFuture.completedFuture(MastodonWords.refusal(answer.status()));
                });
    }

    /** Larger files are worked on by the server before they can stand in a post. */
    private CompletableFuture<JsonHttp.Answer> whenReady(JsonHttp.Answer answer, int looks) {
        var id = answer.body().path("id").asText("");
        boolean isUnderWork = answer.status() == ACCEPTED || answer.status() == PARTIAL;
        return !isUnderWork || looks == 0 || !MastodonParser.isId(id)
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.runAsync(
                                () -> {}, CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS))
                        .thenCompose(waited -> api.get("/api/v1/media/" + id))
                        .thenCompose(now -> whenReady(now, looks - 1));
    }

    private CompletableFuture<DeliveryOutcome> post(SendMessage message, String party, List<String> media) {
        var root = MastodonParser.Root.read(message.thread().root());
        var status = json.createObjectNode()
                .put(
                        "status",
                        "@" + party + " " + MENTION.matcher(message.text()).replaceAll("@" + ZERO_WIDTH_SPACE))
                .put("visibility", visibility(root));
        answered(message)
                .or(() -> root.map(MastodonParser.Root::status))
                .ifPresent(it -> status.put("in_reply_to_id", it));
        if (!media.isEmpty()) {
            media.forEach(status.putArray("media_ids")::add);
        }
        // the parts of a long message are posts of their own
        var key = Stream.concat(
                Stream.of(message.commandId().toString(), message.text()),
                message.attachments().stream().map(Attachment::contentId));
        return api.post(status, DeterministicId.of(key.toArray(String[]::new)).toString())
                .thenApply(answer -> {
                    restWhenTold(answer);
                    return MastodonWords.outcome(answer, party, parser);
                });
    }

    private void restWhenTold(JsonHttp.Answer answer) {
        MastodonWords.limitedUntil(answer).ifPresent(until -> quietUntil = until);
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
