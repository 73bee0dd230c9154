package io.rapport.chat;

import io.rapport.chat.provider.websocket.WebSocketProvider;
import io.rapport.chat.site.Site;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import jakarta.inject.Singleton;
import java.util.List;

/** The web sites we serve. */
@Singleton
class ChatAccounts implements AccountFactory<ChatConfig.Account> {
    private final ChatConfig config;
    private final WebSocketProvider provider;

    ChatAccounts(ChatConfig config, WebSocketProvider provider) {
        this.config = config;
        this.provider = provider;
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
                new ChannelCapabilities(config.maxMessageLength()),
                settings);
        // says what is wrong with it
        Site.of(account);
        return account;
    }
}
