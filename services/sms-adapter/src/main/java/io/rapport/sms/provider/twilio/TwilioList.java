package io.rapport.sms.provider.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.platform.channel.provider.JsonHttp;
import io.rapport.platform.messaging.TransientFailure;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's own list of messages.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources">Read multiple Messages</a>
 */
final class TwilioList {
    private static final int PAGE_SIZE = 200;

    private final TwilioProvider.Credentials credentials;
    private final String apiBaseUrl;
    private final URI messages;
    private final JsonHttp http;

    TwilioList(TwilioProvider.Credentials credentials, String apiBaseUrl, URI messages, JsonHttp http) {
        this.credentials = credentials;
        this.apiBaseUrl = apiBaseUrl;
        this.messages = messages;
        this.http = http;
    }

    /** A message of a customer's. */
    record Listed(String sid, Instant at, JsonNode resource) {}

    /** The latest first; where the list goes on, if it does. */
    record Page(List<Listed> received, Optional<URI> next) {}

    /** Of what was written to a number since the beginning of a day; Twilio knows no finer filter. */
    URI first(String number, LocalDate since) {
        return URI.create(messages + "?To=" + encode(number) + "&" + encode("DateSent>") + "=" + since + "&PageSize="
                + PAGE_SIZE);
    }

    /** Fails with {@link TransientFailure} when Twilio does not hand it out. */
    Uni<Page> page(URI address) {
        return get(address).map(body -> {
            var received = new ArrayList<Listed>();
            for (var message : body.path("messages")) {
                if (message.path("direction").asText().equals("inbound")) {
                    at(message)
                            .map(at -> new Listed(message.path("sid").asText(), at, message))
                            .ifPresent(received::add);
                }
            }
            return new Page(
                    received,
                    Optional.ofNullable(body.path("next_page_uri").asText(null)).flatMap(this::behindTheApi));
        });
    }

    /** The body of the call by which Twilio would have brought the message. */
    Uni<byte[]> call(Listed listed) {
        var message = listed.resource();
        var form = new LinkedHashMap<String, String>();
        form.put("MessageSid", listed.sid());
        form.put("From", message.path("from").asText());
        form.put("To", message.path("to").asText());
        form.put("Body", message.path("body").asText());
        var files = message.path("num_media").asText("0").equals("0")
                ? Optional.<URI>empty()
                : behindTheApi(message.at("/subresource_uris/media").asText());
        return files.isEmpty()
                ? Uni.createFrom().item(() -> encode(form))
                : get(files.get()).map(body -> {
                    int number = 0;
                    for (var file : body.path("media_list")) {
                        form.put(
                                "MediaUrl" + number,
                                apiBaseUrl + file.path("uri").asText().replaceFirst("\\.json$", ""));
                        form.put(
                                "MediaContentType" + number++,
                                file.path("content_type").asText());
                    }
                    return encode(form);
                });
    }

    private Uni<JsonNode> get(URI address) {
        return Uni.createFrom()
                .completionStage(() -> http.get(credentials.shownTo(http.to(address))))
                .onFailure()
                .transform(failure -> new TransientFailure("Twilio gives no list", failure))
                .invoke(answer -> {
                    if (answer.status() != 200) {
                        throw new TransientFailure("Twilio gives no list: HTTP " + answer.status(), null);
                    }
                })
                .map(JsonHttp.Answer::body);
    }

    /** No other address gets our credentials. */
    private Optional<URI> behindTheApi(@Nullable String path) {
        return Optional.ofNullable(path).filter(it -> it.startsWith("/")).map(it -> URI.create(apiBaseUrl + it));
    }

    private static Optional<Instant> at(JsonNode message) {
        try {
            var written = message.path("date_sent").asText("");
            return Optional.of(ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notYetSent) {
            return Optional.empty();
        }
    }

    private static byte[] encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
