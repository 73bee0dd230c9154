package io.rapport.sandbox.twilio;

import io.rapport.sandbox.phone.Message;
import io.rapport.sandbox.phone.Message.Attachment;
import io.rapport.sandbox.phone.Messages;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The files of a message, only for the account's owner.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/media-resource">Media subresource</a>
 */
@Path("/2010-04-01/Accounts/{sid}/Messages/{message}")
public class MediaResource {
    private static final Refusal NOT_FOUND = new Refusal(20404, "The requested resource was not found");

    private final Twilio twilio;
    private final Messages messages;

    MediaResource(Twilio twilio, Messages messages) {
        this.twilio = twilio;
        this.messages = messages;
    }

    @GET
    @Path("Media.json")
    public RestResponse<Object> list(
            @PathParam("sid") String sid,
            @PathParam("message") String id,
            @HeaderParam("Authorization") @Nullable String authorization) {
        if (twilio.account(sid, authorization).isEmpty()) {
            return Refusal.UNKNOWN.answer(401);
        }
        return message(id)
                .map(message -> RestResponse.ok((Object) Map.of("media_list", media(message))))
                .orElseGet(() -> NOT_FOUND.answer(404));
    }

    /** Leads on to where the file is kept, which takes no credentials. */
    @GET
    @Path("Media/{media}")
    public RestResponse<Object> file(
            @PathParam("sid") String sid,
            @PathParam("message") String id,
            @PathParam("media") String media,
            @HeaderParam("Authorization") @Nullable String authorization) {
        if (twilio.account(sid, authorization).isEmpty()) {
            return Refusal.UNKNOWN.answer(401);
        }
        return message(id).stream()
                .flatMap(message -> message.files().stream())
                .filter(file -> Twilio.mediaSid(file).equals(media))
                .findFirst()
                .map(file -> RestResponse.temporaryRedirect(URI.create("/api/files/" + file.id())))
                .orElseGet(() -> NOT_FOUND.answer(404));
    }

    private Optional<Message> message(String id) {
        return messages.find(id).filter(twilio::carries);
    }

    private List<Map<String, String>> media(Message message) {
        return message.files().stream().map(file -> resource(message, file)).toList();
    }

    private Map<String, String> resource(Message message, Attachment file) {
        var created = DateTimeFormatter.RFC_1123_DATE_TIME.format(message.at().atOffset(ZoneOffset.UTC));
        return Map.of(
                "sid",
                Twilio.mediaSid(file),
                "parent_sid",
                message.id(),
                "content_type",
                file.type(),
                "date_created",
                created,
                "date_updated",
                created,
                "uri",
                twilio.path(message, file) + ".json");
    }
}
