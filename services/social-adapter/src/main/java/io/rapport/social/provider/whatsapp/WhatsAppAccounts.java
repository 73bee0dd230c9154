package io.rapport.social.provider.whatsapp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Late;
import io.rapport.contracts.value.ChannelCapabilities.Late.Form;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.social.meta.GraphApi;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Our numbers on WhatsApp. */
@Singleton
public class WhatsAppAccounts implements AccountFactory<WhatsAppConfig.Account> {
    private static final int MAX_TEXT = 4096;
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);

    private final WhatsAppConfig config;
    private final GraphApi api;
    private final ObjectMapper json;

    WhatsAppAccounts(WhatsAppConfig config, ObjectMapper json) {
        this.config = config;
        this.api = new GraphApi(json, config.sendTimeout());
        this.json = json;
    }

    @Override
    public Channel channel() {
        return Channel.SOCIAL;
    }

    @Override
    public String provider() {
        return "whatsapp";
    }

    @Override
    public Class<WhatsAppConfig.Account> settings() {
        return WhatsAppConfig.Account.class;
    }

    @Override
    public List<WhatsAppConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(WhatsAppConfig.Account account) {
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SOCIAL,
                account.phoneNumberId(),
                new WhatsAppProvider(account, api, json),
                capabilities(account.template().isPresent()));
    }

    private static ChannelCapabilities capabilities(boolean template) {
        return new ChannelCapabilities(
                template ? Start.TEMPLATE : Start.CUSTOMER,
                MAX_TEXT,
                Measure.CHARACTERS,
                LongText.SPLIT,
                null,
                REPLY_WINDOW.toSeconds(),
                template ? new Late(Form.TEMPLATE, null, false) : null,
                null);
    }
}
