package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.Files.Limit;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.store.OutgoingFiles;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Our accounts on Mastodon. */
@Singleton
public class MastodonAccounts implements AccountFactory<MastodonConfig.Account> {
    private static final Logger LOG = Logger.getLogger(MastodonAccounts.class);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.-]+@(?<server>[A-Za-z0-9.-]+(:[0-9]+)?)");

    /** Of a post, unless its server says otherwise. */
    private static final int USUAL_LENGTH = 500;

    /** Where the server does not say. */
    private static final int USUAL_FILES = 4;

    private static final long USUAL_PICTURE = 16 * 1024 * 1024;
    private static final long USUAL_FILE = 99 * 1024 * 1024;
    private static final List<String> USUAL_TYPES = List.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "video/mp4",
            "video/webm",
            "video/quicktime",
            "audio/mpeg",
            "audio/ogg",
            "audio/mp4",
            "audio/wav",
            "audio/flac");

    /** Of a post, for the name of whom it is for. */
    private static final int MENTION = 64;

    private final MastodonConfig config;
    private final OutgoingFiles outgoing;
    private final ObjectMapper json;
    private final Clock clock;

    MastodonAccounts(MastodonConfig config, OutgoingFiles outgoing, ObjectMapper json, Clock clock) {
        this.config = config;
        this.outgoing = outgoing;
        this.json = json;
        this.clock = clock;
    }

    /** How an account is reached. */
    record Reach(MastodonApi api, MastodonParser parser) {}

    @Override
    public Channel channel() {
        return Channel.SOCIAL;
    }

    @Override
    public String provider() {
        return "mastodon";
    }

    @Override
    public Class<MastodonConfig.Account> settings() {
        return MastodonConfig.Account.class;
    }

    @Override
    public List<MastodonConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(MastodonConfig.Account account) {
        var address = ADDRESS.matcher(account.address());
        if (!address.matches()) {
            throw new IllegalArgumentException(
                    "The address of the Mastodon account \"" + account.id() + "\" is not written name@server");
        }
        var server = address.group("server").toLowerCase(Locale.ROOT);
        var api = new MastodonApi(
                account.apiBaseUrl().orElse("https://" + server), account.accessToken(), json, config.sendTimeout());
        var ours = account.address().toLowerCase(Locale.ROOT);
        var parser = new MastodonParser(ours, server);
        var limits = limits(account.id(), api);
        var files = files(limits);
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SOCIAL,
                ours,
                new MastodonProvider(account.publicReplies(), files.most(), parser, outgoing, api, json, clock),
                new ChannelCapabilities(
                        Start.CUSTOMER,
                        maxLength(limits) - MENTION,
                        Measure.CHARACTERS,
                        LongText.SPLIT,
                        null,
                        null,
                        null,
                        files),
                new Reach(api, parser));
    }

    /** What the server says it takes; nothing when it does not answer, and then the usual is taken. */
    private static JsonNode limits(String account, MastodonApi api) {
        return api.instance()
                .thenApply(it -> it.path("configuration"))
                .exceptionally(away -> {
                    LOG.warnf(
                            "action=ask-limits account=%s cause=%s",
                            account, away.getClass().getSimpleName());
                    return MissingNode.getInstance();
                })
                .join();
    }

    private static int maxLength(JsonNode limits) {
        return Math.max(limits.at("/statuses/max_characters").asInt(USUAL_LENGTH), 2 * MENTION);
    }

    /**
     * Pictures, sounds and films.
     *
     * @see <a href="https://docs.joinmastodon.org/user/posting/#media">Media</a>
     */
    private static Files files(JsonNode limits) {
        var media = limits.path("media_attachments");
        var types = new ArrayList<String>();
        media.path("supported_mime_types").forEach(type -> types.add(type.asText()));
        long most = media.path("video_size_limit").asLong(USUAL_FILE);
        int number = limits.at("/statuses/max_media_attachments").asInt(USUAL_FILES);
        return new Files(
                number,
                most,
                number * most,
                types.isEmpty() ? USUAL_TYPES : types,
                List.of(new Limit("image/*", media.path("image_size_limit").asLong(USUAL_PICTURE))));
    }
}
