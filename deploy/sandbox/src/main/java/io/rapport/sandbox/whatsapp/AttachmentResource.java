package io.rapport.sandbox.whatsapp;

import io.rapport.sandbox.phone.Files;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Where the addresses of files lead that the Cloud API gives. */
@Path("/whatsapp_business/attachments")
public class AttachmentResource {
    private final WhatsApp whatsApp;
    private final Files files;

    AttachmentResource(WhatsApp whatsApp, Files files) {
        this.whatsApp = whatsApp;
        this.files = files;
    }

    @GET
    public RestResponse<byte[]> bytes(
            @QueryParam("mid") @Nullable String id, @HeaderParam("Authorization") @Nullable String authorization)
            throws IOException {
        var file = files.find(String.valueOf(id));
        if (file.isEmpty() || !whatsApp.knows(authorization)) {
            return RestResponse.notFound();
        }
        return ResponseBuilder.ok(files.bytes(file.get()))
                .header("Content-Type", file.get().type())
                .build();
    }
}
