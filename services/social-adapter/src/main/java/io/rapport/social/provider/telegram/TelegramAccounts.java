package io.rapport.social.provider.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.provider.JsonHttp;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Our bots on Telegram. */
@Singleton
public class TelegramAccounts {
    private static final ChannelCapabilities CAPABILITIES =
            new ChannelCapabilities(Start.CUSTOMER, 4096, Measure.CHARACTERS, LongText.SPLIT, null, null, null, null);

    private final List<Account> accounts;

    TelegramAccounts(TelegramConfig config, ObjectMapper json, Clock clock) {
        var http = new JsonHttp(json, config.sendTimeout());
        this.accounts = config.accounts().stream()
                .map(account -> {
                    var provider = new TelegramProvider(
                            account.botToken(),
                            account.secretToken(),
                            account.apiBaseUrl(),
                            account.groups(),
                            http,
                            json,
                            clock);
                    return new Account(
                            account.id(),
                            TenantId.of(account.tenant()),
                            Channel.SOCIAL,
                            provider.bot(),
                            provider,
                            CAPABILITIES);
                })
                .toList();
    }

    public List<Account> accounts() {
        return accounts;
    }
}
