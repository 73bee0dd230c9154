package io.rapport.social.provider.whatsapp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.outbound.ChannelCapabilities;
import io.rapport.platform.channel.outbound.ChannelCapabilities.Late;
import io.rapport.platform.channel.outbound.ChannelCapabilities.LongText;
import io.rapport.platform.channel.outbound.ChannelCapabilities.Measure;
import io.rapport.social.meta.GraphApi;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Our numbers on WhatsApp. */
@Singleton
public class WhatsAppAccounts {
    private static final int MAX_TEXT = 4096;
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);

    private final List<Account> accounts;

    WhatsAppAccounts(WhatsAppConfig config, ObjectMapper json) {
        var api = new GraphApi(json, config.sendTimeout());
        this.accounts = config.accounts().stream()
                .map(account -> new Account(
                        account.id(),
                        TenantId.of(account.tenant()),
                        Channel.SOCIAL,
                        account.phoneNumberId(),
                        new WhatsAppProvider(account, api, json),
                        new ChannelCapabilities(
                                MAX_TEXT,
                                Measure.CHARACTERS,
                                LongText.SPLIT,
                                REPLY_WINDOW,
                                account.template().isPresent() ? new Late(null, false) : null)))
                .toList();
    }

    public List<Account> accounts() {
        return accounts;
    }
}
