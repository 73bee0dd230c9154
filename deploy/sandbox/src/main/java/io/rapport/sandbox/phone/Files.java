package io.rapport.sandbox.phone;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.Journal;
import io.rapport.sandbox.Problem;
import io.rapport.sandbox.SandboxConfig;
import io.rapport.sandbox.phone.Message.Attachment;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The pictures and papers that customers send and get. */
@Path("/api/files")
@Singleton
public class Files {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_BYTES = 5 * 1024 * 1024;

    private final Journal<String, Attachment> files;
    private final java.nio.file.Path folder;

    Files(SandboxConfig config, ObjectMapper json) {
        this.folder = config.folder().resolve("files");
        this.files = new Journal<>(
                config.folder().resolve("files.jsonl"), config.keep(), json, Attachment.class, Attachment::id);
    }

    public Optional<Attachment> find(String id) {
        return files.get(id);
    }

    public byte[] bytes(Attachment file) throws IOException {
        return java.nio.file.Files.readAllBytes(folder.resolve(file.id()));
    }

    /** Keeps a file for the next message. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Object> upload(
            @QueryParam("name") @DefaultValue("file") String name,
            @HeaderParam("Content-Type") @DefaultValue("application/octet-stream") String type,
            byte[] bytes)
            throws IOException {
        if (bytes.length == 0) {
            return Problem.response(400, "Empty", "The file is empty.");
        }
        if (bytes.length > MOST_BYTES) {
            return Problem.response(413, "Too large", "The largest file that every network takes has 5 MB.");
        }
        return RestResponse.status(RestResponse.Status.CREATED, keep(name, type, bytes));
    }

    /** Keeps a file, under a number as Meta's ids of files are. */
    public Attachment keep(String name, String type, byte[] bytes) throws IOException {
        var id = Long.toString(RANDOM.nextLong(100_000_000_000_000L, 1_000_000_000_000_000L));
        java.nio.file.Files.createDirectories(folder);
        java.nio.file.Files.write(folder.resolve(id), bytes);
        var file = new Attachment(
                id, name.replaceAll("[\\p{Cntrl}/\\\\]", "_"), type.replaceFirst("\\s*;.*", ""), bytes.length);
        files.put(file);
        return file;
    }

    /** As {@link #keep}, for a file that the company uploads. */
    public Attachment keepUpload(String name, String type, byte[] bytes) {
        try {
            return keep(name, type, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's folder takes no file", e);
        }
    }

    /** For the page. Never run by a browser, whatever it says it is. */
    @GET
    @Path("/{id}")
    public RestResponse<byte[]> show(@PathParam("id") String id) throws IOException {
        var file = find(id);
        if (file.isEmpty()) {
            return RestResponse.notFound();
        }
        return ResponseBuilder.ok(bytes(file.get()))
                .header("Content-Type", file.get().type())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .build();
    }
}
