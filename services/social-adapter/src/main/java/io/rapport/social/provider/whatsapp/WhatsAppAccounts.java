package io.rapport.social.provider.whatsapp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.ChannelCapabilities;
import io.rapport.contracts.value.ChannelCapabilities.Files;
import io.rapport.contracts.value.ChannelCapabilities.Files.Limit;
import io.rapport.contracts.value.ChannelCapabilities.Late;
import io.rapport.contracts.value.ChannelCapabilities.Late.Form;
import io.rapport.contracts.value.ChannelCapabilities.LongText;
import io.rapport.contracts.value.ChannelCapabilities.Measure;
import io.rapport.contracts.value.ChannelCapabilities.Start;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.social.meta.GraphApi;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Our numbers on WhatsApp. */
@Singleton
public class WhatsAppAccounts implements AccountFactory<WhatsAppConfig.Account> {
    private static final int MAX_TEXT = 4096;
    private static final Duration REPLY_WINDOW = Duration.ofHours(24);

    private static final int MOST_FILES = 10;
    private static final long MEGABYTE = 1024 * 1024;

    /**
     * What the Cloud API takes; each file is a message of its own.
     *
     * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Supported media types</a>
     */
    private static final Files FILES = new Files(
            MOST_FILES,
            100 * MEGABYTE,
            MOST_FILES * 100 * MEGABYTE,
            List.of(
                    "image/jpeg",
                    "image/png",
                    "audio/aac",
                    "audio/amr",
                    "audio/mpeg",
                    "audio/mp4",
                    "audio/ogg",
                    "video/mp4",
                    "video/3gpp",
                    "text/plain",
                    "application/pdf",
                    "application/msword",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            List.of(
                    new Limit("image/*", 5 * MEGABYTE),
                    new Limit("audio/*", 16 * MEGABYTE),
                    new Limit("video/*", 16 * MEGABYTE)));

    private final WhatsAppConfig config;
    private final OutgoingFiles outgoing;
    private final GraphApi api;
    private final ObjectMapper json;

    WhatsAppAccounts(WhatsAppConfig config, OutgoingFiles outgoing, ObjectMapper json) {
        this.config = config;
        this.outgoing = outgoing;
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
                new WhatsAppProvider(account, outgoing, api, json),
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
                FILES);
    }
}
