package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.provider.JsonHttp;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Our bots on Telegram. */
@Singleton
public class TelegramAccounts implements AccountFactory<TelegramConfig.Account> {
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(Start.CUSTOMER, 4096, Measure.CHARACTERS, LongText.SPLIT, null, null, null, null);

    private final TelegramConfig config;
    private final JsonHttp http;
    private final ObjectMapper json;
    private final Clock clock;

    TelegramAccounts(TelegramConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
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
                account.botToken(), account.secretToken(), account.apiBaseUrl(), account.groups(), http, json, clock);
        return new Account(
                account.id(), TenantId.of(account.tenant()), Channel.SOCIAL, provider.bot(), provider, CAPABILITIES);
    }
}
