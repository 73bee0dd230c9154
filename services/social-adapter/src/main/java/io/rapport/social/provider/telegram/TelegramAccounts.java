package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.channel.store.OutgoingFiles;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Our bots on Telegram. */
@Singleton
public class TelegramAccounts implements AccountFactory<TelegramConfig.Account> {
    /** As many as fit into an album, though each goes as a message of its own. */
    private static final int MOST_FILES = 10;

    /**
     * What a bot may upload; a file of any kind.
     *
     * @see <a href="https://core.telegram.org/bots/api#senddocument">sendDocument</a>
     */
    private static final long MOST_BYTES = 50 * 1000 * 1000;

    private static final ChannelCapabilities CAPABILITIES = new ChannelCapabilities(
            Start.CUSTOMER,
            4096,
            Measure.CHARACTERS,
            LongText.SPLIT,
            null,
            null,
            null,
            new Files(MOST_FILES, MOST_BYTES, MOST_FILES * MOST_BYTES, List.of()));

    private final TelegramConfig config;
    private final OutgoingFiles outgoing;
    private final JsonHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    TelegramAccounts(TelegramConfig config, OutgoingFiles outgoing, ObjectMapper json, Clock clock) {
        this.config = config;
        this.outgoing = outgoing;
        this.http = new JsonHttp(json, config.sendTimeout());
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.SOCIAL;
    }

    @Override
    public String provider() {
        return "telegram";
    }

    @Override
    public Class<TelegramConfig.Account> settings() {
        return TelegramConfig.Account.class;
    }

    @Override
    public List<TelegramConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(TelegramConfig.Account account) {
        var provider = new TelegramProvider(
                account.botToken(),
                account.secretToken(),
                account.apiBaseUrl(),
                account.groups(),
                outgoing,
                http,
                json,
                clock);
        return new Account(
                account.id(), TenantId.of(account.tenant()), Channel.SOCIAL, provider.bot(), provider, CAPABILITIES);
    }
}
