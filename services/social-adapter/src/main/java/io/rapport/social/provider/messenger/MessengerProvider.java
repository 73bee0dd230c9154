package io.rapport.social.provider.messenger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Inbound;
import io.rapport.platform.channel.provider.Ours;
import io.rapport.social.meta.Envelope;
import io.rapport.social.meta.GraphApi;
import io.rapport.social.meta.MetaApp;
import io.rapport.social.meta.MetaProvider;
import io.rapport.social.provider.messenger.MessengerConfig.Network;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;

/** One page on Messenger or one profile on Instagram. */
final class MessengerProvider implements MetaProvider {
    private final MessengerConfig.Account account;
    private final MetaApp app;
    private final GraphApi api;
    private final ObjectMapper json;
    private final MessengerParser parser;

    MessengerProvider(MessengerConfig.Account account, GraphApi api, ObjectMapper json) {
        this.account = account;
        this.app = new MetaApp(account.appSecret(), account.verifyToken());
        this.api = api;
        this.json = json;
        this.parser = new MessengerParser(account.pageId(), account.network());
    }

    @Override
    public MetaApp app() {
        return app;
    }

    @Override
    public boolean concerns(byte[] rawBody) {
        return parser.concerns(Envelope.read(json, rawBody));
    }

    @Override
    public List<Inbound> parse(byte[] rawBody) {
        return parser.parse(Envelope.read(json, rawBody));
    }

    @Override
    public Uni<DeliveryOutcome> send(TenantId tenant, SendMessage message) {
        return post(message, json.createObjectNode().put("messaging_type", "RESPONSE"));
    }

    /** After the window only a person may write, for a while: that is what the tag promises Meta. */
    @Override
    public Uni<DeliveryOutcome> sendLate(TenantId tenant, SendMessage message) {
        return post(
                message,
                json.createObjectNode().put("messaging_type", "MESSAGE_TAG").put("tag", "HUMAN_AGENT"));
    }

    private Uni<DeliveryOutcome> post(SendMessage message, ObjectNode body) {
        body.putObject("recipient").put("id", message.to().address());
        var said = body.putObject("message").put("text", message.text());
        if (account.network() == Network.MESSENGER) {
            // comes back with the echo, by which our own messages are known
            said.put("metadata", Ours.of(message).toString());
        }
        return api.post(
                        URI.create(account.apiBaseUrl() + "/" + account.pageId() + "/messages"),
                        account.accessToken(),
                        body)
                .map(MessengerWords::outcome)
                .onFailure()
                .recoverWithItem(failure -> DeliveryOutcome.noAnswer("Meta", failure));
    }

    @Override
    public boolean reportsByItsOwnIds() {
        return true;
    }

    /** A file's address carries its own permission. */
    @Override
    public Uni<Fetched> fetch(Inbound.File file, long maxBytes) {
        return Uni.createFrom().completionStage(() -> api.download(URI.create(file.providerRef()), null, maxBytes));
    }
}
