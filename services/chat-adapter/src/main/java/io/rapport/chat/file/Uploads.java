package io.rapport.chat.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.contracts.value.ThreadId;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * What visitors have uploaded: the bytes under their hash, and one marker a thread and file, so that a message can only carry what
 * its own visitor has sent.
 */
@Singleton
public class Uploads {
    private static final int MAX_NAME = 200;
    private static final Pattern CONTENT_ID = Pattern.compile("sha256:[0-9a-f]{64}");

    private final PayloadStore store;
    private final ObjectMapper json;
    private final Tika tika = new Tika();

    public Uploads(PayloadStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** Keeps a file; what kind it is, its bytes say, and no one else is asked but its name. */
    public Uni<Attachment> keep(TenantId tenant, ThreadId thread, @Nullable String name, byte[] content) {
        var safe = safe(name);
        return StoreCall.of(() -> {
            var id = store.putAttachment(tenant, content);
            var file = new Attachment(safe, tika.detect(content, safe), content.length, id);
            store.replace(tenant, marker(thread, id), write(file));
            return file;
        });
    }

    /** The file, if the visitor has sent it. */
    public Uni<Optional<Attachment>> of(TenantId tenant, ThreadId thread, String contentId) {
        return CONTENT_ID.matcher(contentId).matches()
                ? StoreCall.of(
                        () -> store.read(tenant, marker(thread, contentId)).map(this::read))
                : Uni.createFrom().item(Optional.empty());
    }

    /** The bytes of a file. */
    public Uni<Optional<byte[]>> content(TenantId tenant, String contentId) {
        return StoreCall.of(() -> store.get(tenant, contentId));
    }

    /** The last part of a path, without what could fool a reader. */
    private static @Nullable String safe(@Nullable String name) {
        if (name == null) {
            return null;
        }
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", "")
                .strip();
        return last.isEmpty() ? null : last.substring(Math.max(0, last.length() - MAX_NAME));
    }

    private Attachment read(byte[] bytes) {
        try {
            return json.readValue(bytes, Attachment.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] write(Attachment file) {
        try {
            return json.writeValueAsBytes(file);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String marker(ThreadId thread, String contentId) {
        return "chat-" + thread + "-file-" + contentId.substring(contentId.indexOf(':') + 1);
    }
}
