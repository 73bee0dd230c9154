package io.rapport.platform.channel.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/** What a file is: its bytes know better than whoever sent it. */
public final class MediaTypes {
    private static final MediaTypeRegistry KNOWN = MediaTypeRegistry.getDefaultRegistry();
    private static final Detector MAGIC = MimeTypes.getDefaultMimeTypes();

    private MediaTypes() {}

    /** The type that the bytes prove; the declared one where they prove none, or only what kind of container it is. */
    public static String of(byte[] content, String declared) {
        var proven = proven(content);
        if (proven.equals(MediaType.OCTET_STREAM) || proven.equals(MediaType.TEXT_PLAIN)) {
            return declared;
        }
        var said = MediaType.parse(declared);
        return said != null && KNOWN.isSpecializationOf(KNOWN.normalize(said), proven) ? declared : proven.toString();
    }

    private static MediaType proven(byte[] content) {
        try (var bytes = TikaInputStream.get(content)) {
            return MAGIC.detect(bytes, new Metadata()).getBaseType();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
