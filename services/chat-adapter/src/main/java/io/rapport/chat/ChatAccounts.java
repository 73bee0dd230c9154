package io.rapport.chat;

import io.rapport.chat.provider.websocket.WebSocketProvider;
import io.rapport.chat.site.Site;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import jakarta.inject.Singleton;
import java.util.List;

/** The web sites we serve. */
@Singleton
class ChatAccounts implements AccountFactory<ChatConfig.Account> {
    /** All files of a message: a visitor who has gone gets them by mail. */
    private static final long AS_MUCH_AS_A_MAIL = 15L * 1024 * 1024;

    private final ChatConfig config;
    private final WebSocketProvider provider;
    private final ChannelCapabilities capabilities;

    ChatAccounts(ChatConfig config, WebSocketProvider provider) {
        this.config = config;
        this.provider = provider;
        this.capabilities = new ChannelCapabilities(
                Start.CUSTOMER,
                config.maxMessageLength(),
                Measure.CHARACTERS,
                LongText.REFUSED,
                null,
                null,
                null,
                new Files(ChatConfig.MOST_FILES, config.maxFileSize().asLongValue(), AS_MUCH_AS_A_MAIL, List.of()));
    }

    @Override
    public Channel channel() {
        return Channel.CHAT;
    }

    @Override
    public String provider() {
        return "website";
    }

    @Override
    public Class<ChatConfig.Account> settings() {
        return ChatConfig.Account.class;
    }

    @Override
    public List<ChatConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(ChatConfig.Account settings) {
        var account = new Account(
                settings.id(),
                TenantId.of(settings.tenant()),
                Channel.CHAT,
                settings.id(),
                provider,
                capabilities,
                settings);
        // says what is wrong with it
        Site.of(account);
        return account;
    }
}
