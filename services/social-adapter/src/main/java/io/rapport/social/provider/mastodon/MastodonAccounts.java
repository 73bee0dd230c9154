package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import jakarta.inject.Singleton;
import java.time.Clock;
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

    /** Of a post, for the name of whom it is for. */
    private static final int MENTION = 64;

    private final MastodonConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    MastodonAccounts(MastodonConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
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
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SOCIAL,
                ours,
                new MastodonProvider(account.publicReplies(), parser, api, clock),
                new ChannelCapabilities(
                        Start.CUSTOMER,
                        maxLength(account.id(), api) - MENTION,
                        Measure.CHARACTERS,
                        LongText.SPLIT,
                        null,
                        null,
                        null,
                        null),
                new Reach(api, parser));
    }

    private static int maxLength(String account, MastodonApi api) {
        return api.instance()
                .thenApply(it -> it.at("/configuration/statuses/max_characters").asInt(USUAL_LENGTH))
                .exceptionally(away -> {
                    LOG.warnf(
                            "action=ask-length account=%s cause=%s",
                            account, away.getClass().getSimpleName());
                    return USUAL_LENGTH;
                })
                .thenApply(it -> Math.max(it, 2 * MENTION))
                .join();
    }
}
