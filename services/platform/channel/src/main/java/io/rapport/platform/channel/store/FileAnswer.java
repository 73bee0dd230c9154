package io.rapport.platform.channel.store;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that somebody sent, as an answer that a browser can take without danger: it shows pictures, saves the rest and runs nothing. */
public final class FileAnswer {
    private static final Set<String> SHOWN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp");

    private static final String OCTETS = "application/octet-stream";

    private FileAnswer() {}

    /**
     * The answer; what the file is, its bytes say.
     *
     * @param download whether a picture is to be saved too
     */
    public static Response.ResponseBuilder of(byte[] content, @Nullable String name, boolean download) {
        var type = MediaTypes.of(content, OCTETS);
        boolean shown = SHOWN.contains(type);
        return Response.ok(content, shown ? type : OCTETS)
                .header("Content-Disposition", disposition(shown && !download, name))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "private, max-age=3600");
    }

    /** RFC 6266: a name every browser reads, and the name as it is (RFC 8187). */
    public static String disposition(boolean inline, @Nullable String given) {
        var name = given == null || given.isBlank() ? "file" : given;
        var plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        var exact = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return (inline ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
