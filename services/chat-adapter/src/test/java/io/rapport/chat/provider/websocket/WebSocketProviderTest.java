package io.rapport.chat.provider.websocket;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.rapport.chat.file.Uploads;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.contracts.outbound.SendMessage;
import io.rapport.contracts.value.Channel;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.provider.Provider;
import io.rapport.platform.channel.provider.ProviderContract;
import io.rapport.platform.channel.store.MemoryStore;
import io.rapport.platform.channel.store.ObjectStore;
import io.rapport.platform.channel.store.OutgoingFiles;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

class WebSocketProviderTest implements ProviderContract {
    private final Provider provider = provider(new Memory());

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public Provider unreachableProvider() {
        return provider(new Memory() {
            @Override
            public Optional<byte[]> read(String key) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
        });
    }

    @Override
    public SendMessage acceptable() {
        return to(UUID.randomUUID().toString(), "Hello");
    }

    @Override
    public SendMessage refused() {
        return to("kim@example.com", "Hello");
    }

    @Override
    public SendMessage deferred() {
        return to(UUID.randomUUID().toString(), Memory.NOT_NOW);
    }

    private static SendMessage to(String visitor, String text) {
        return Messages.to(Channel.CHAT, "web", visitor, text);
    }

    private static Provider provider(ObjectStore objects) {
        var json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
        var store = new PayloadStore(objects);
        return new WebSocketProvider(
                new VisitorHistory(store, json),
                (tenant, thread, number) -> {},
                new Uploads(store, json),
                new OutgoingFiles(store),
                (command, number) -> Uni.createFrom().voidItem(),
                Clock.systemUTC());
    }

    /** Away whenever it is told so. */
    private static class Memory extends MemoryStore {
        static final String NOT_NOW = "not now";

        @Override
        public boolean putIfAbsent(String key, byte[] content) {
            if (new String(content, StandardCharsets.UTF_8).contains(NOT_NOW)) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            return super.putIfAbsent(key, content);
        }

        @Override
        public long append(String key, byte[] content) {
            if (new String(content, StandardCharsets.UTF_8).contains(NOT_NOW)) {
                throw new StoreUnavailable("away", new IllegalStateException());
            }
            return super.append(key, content);
        }
    }
}
