package io.rapport.platform.channel.provider;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.rapport.platform.channel.provider.JsonHttp.Upload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A form as the far side of an upload reads it, by Netty's eyes.
 *
 * @param file the one that came with it
 */
public record Form(Map<String, String> fields, Optional<Upload> file) {
    public static Form read(String contentType, byte[] body) throws IOException {
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set("Content-Type", contentType);
        var decoder = new HttpPostRequestDecoder(request);
        try {
            var fields = new LinkedHashMap<String, String>();
            var file = Optional.<Upload>empty();
            for (var part : decoder.getBodyHttpDatas()) {
                switch (part) {
                    case Attribute attribute -> fields.put(attribute.getName(), attribute.getValue());
                    case FileUpload upload ->
                        file = Optional.of(new Upload(
                                upload.getName(), upload.getFilename(), upload.getContentType(), upload.get()));
                    default -> throw new IllegalStateException("A form has fields and files only");
                }
            }
            return new Form(fields, file);
        } finally {
            decoder.destroy();
        }
    }
}
