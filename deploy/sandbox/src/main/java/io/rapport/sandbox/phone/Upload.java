package io.rapport.sandbox.phone;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form with a file among its fields, as the company uploads one to a network. */
public record Upload(Map<String, String> fields, Optional<Part> file) {
    private static final String MULTIPART = "multipart/form-data";

    /**
     * The file.
     *
     * @param field what the form calls it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Part(String field, String name, String type, byte[] bytes) {}

    /** Whether a body of this type is such a form. */
    public static boolean is(@Nullable String contentType) {
        return contentType != null && contentType.startsWith(MULTIPART);
    }

    /** Fails with {@link IOException} when the body is not what its type says. */
    public static Upload read(String contentType, byte[] body) throws IOException {
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set("Content-Type", contentType);
        HttpPostRequestDecoder decoder = null;
        try {
            decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
            var fields = new HashMap<String, String>();
            var file = Optional.<Part>empty();
            for (var part : decoder.getBodyHttpDatas()) {
                if (part instanceof Attribute attribute) {
                    fields.put(attribute.getName(), attribute.getValue());
                } else if (part instanceof FileUpload upload) {
                    file = Optional.of(
                            new Part(upload.getName(), upload.getFilename(), upload.getContentType(), upload.get()));
                }
            }
            return new Upload(fields, file);
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException e) {
            throw new IOException("The form cannot be read", e);
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }
}
