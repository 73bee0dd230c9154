package io.rapport.social.provider.mastodon;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Our accounts on Mastodon. */
@Singleton
public class MastodonAccounts {
    private static final Logger LOG = Logger.getLogger(MastodonAccounts.class);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9_.-]+@(?<server>[A-Za-z0-9.-]+(:[0-9]+)?)");

    /** Of a post, unless its server says otherwise. */
    private static final int USUAL_LENGTH = 500;

    /** Of a post, for the name of whom it is for. */
    private static final int MENTION = 64;

    private final List<Line> lines;

    MastodonAccounts(MastodonConfig config, ObjectMapper json, Clock clock) {
        this.lines = config.accounts().stream()
                .map(account -> {
                    var address = ADDRESS.matcher(account.address());
                    if (!address.matches()) {
                        throw new IllegalArgumentException("rapport.social.mastodon.accounts: the address of \""
                                + account.id() + "\" is written name@server");
                    }
                    var server = address.group("server").toLowerCase(Locale.ROOT);
                    var api = new MastodonApi(
                            account.apiBaseUrl().orElse("https://" + server),
                            account.accessToken(),
                            json,
                            config.sendTimeout());
                    var ours = account.address().toLowerCase(Locale.ROOT);
                    var parser = new MastodonParser(ours, server);
                    var provider = new MastodonProvider(account.publicReplies(), parser, api, clock);
                    return new Line(
                            new Account(
                                    account.id(),
                                    TenantId.of(account.tenant()),
                                    Channel.SOCIAL,
                                    ours,
                                    provider,
                                    new ChannelCapabilities(
                                            Start.CUSTOMER,
                                            maxLength(account.id(), api) - MENTION,
                                            Measure.CHARACTERS,
                                            LongText.SPLIT,
                                            null,
                                            null,
                                            null,
                                            null)),
                            api,
                            parser);
                })
                .toList();
    }

    /** An account and how it is reached. */
    record Line(Account account, MastodonApi api, MastodonParser parser) {}

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

    List<Line> lines() {
        return lines;
    }

    public List<Account> accounts() {
        return lines.stream().map(Line::account).toList();
    }
}
