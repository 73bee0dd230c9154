package io.rapport.desk.file;

import io.rapport.contracts.value.Attachment;
import io.rapport.contracts.value.TenantId;
import io.rapport.desk.problem.Refusal;
import io.rapport.platform.channel.store.MediaTypes;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.platform.channel.store.StoreCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attachment store as people use it; every tenant has its own. */
@Singleton
public class Files {
    /** What nobody knows anything of. */
    static final String OCTETS = "application/octet-stream";

    private static final int LONGEST_NAME = 200;
    private static final int MOST = 20;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9][\\w.+-]{0,100}/[A-Za-z0-9][\\w.+-]{0,100}");
    private static final Pattern CONTENT_ID = Pattern.compile("sha256:[0-9a-f]{64}");

    private final PayloadStore store;

    Files(PayloadStore store) {
        this.store = store;
    }

    /** A file that is to go with a reply, as the browser names it; what it is, its bytes say. */
    public record Chosen(
            @Nullable String name,
            @Nullable String mediaType,
            @Nullable String contentId) {}

    Uni<Attachment> keep(TenantId tenant, byte[] content, @Nullable String name, @Nullable String mediaType) {
        return StoreCall.of(() -> attachment(content, name, mediaType, store.putAttachment(tenant, content)));
    }

    Uni<Optional<byte[]>> content(TenantId tenant, String contentId) {
        return StoreCall.of(() -> store.get(tenant, contentId));
    }

    /** The files of a reply as they are in the store. */
    public Uni<List<Attachment>> chosen(TenantId tenant, List<Chosen> chosen) {
        if (chosen.size() > MOST) {
            throw Refusal.unprocessable("A reply carries at most " + MOST + " files.");
        }
        return Multi.createFrom()
                .iterable(chosen)
                .onItem()
                .transformToUniAndConcatenate(file -> find(tenant, file))
                .collect()
                .asList();
    }

    private Uni<Attachment> find(TenantId tenant, Chosen file) {
        var contentId = file.contentId();
        if (contentId == null || !CONTENT_ID.matcher(contentId).matches()) {
            throw Refusal.unprocessable("A file of the reply has no content id. Attach it again.");
        }
        return content(tenant, contentId)
                .map(found -> attachment(
                        found.orElseThrow(() -> Refusal.unprocessable("A file of the reply is gone. Attach it again.")),
                        file.name(),
                        file.mediaType(),
                        contentId));
    }

    static Attachment attachment(byte[] content, @Nullable String name, @Nullable String mediaType, String contentId) {
        var declared = mediaType != null && MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : OCTETS;
        return new Attachment(clean(name), MediaTypes.of(content, declared), content.length, contentId);
    }

    /** Only the last part of a path, and nothing that a header or a file system would take for something else. */
    private static String clean(@Nullable String name) {
        var last = name == null
                ? ""
                : name.replaceFirst(".*[/\\\\]", "")
                        .replaceAll("[\\p{Cntrl}\"<>:|?*]", "")
                        .strip();
        if (last.isEmpty()) {
            return "file";
        }
        return last.length() <= LONGEST_NAME ? last : last.substring(last.length() - LONGEST_NAME);
    }
}
