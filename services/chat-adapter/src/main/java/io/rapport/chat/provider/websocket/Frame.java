package io.rapport.chat.provider.websocket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.chat.ChatConfig;
import io.rapport.chat.contact.Given;
import io.rapport.chat.history.Line;
import io.rapport.contracts.value.Attachment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over a connection, as JSON objects. */
final class Frame {
    private static final int MAX_ID = 64;

    private Frame() {}

    /** What a browser says. */
    sealed interface Said {
        /**
         * {@code {"id":"…","text":"…","contact":{"name":"…","email":"…"}}}: the visitor wrote; repeated with the same id until it
         * is acknowledged.
         *
         * @param given who the visitor says to be, if anything
         * @param files {@code "files":["…"]}, what the visitor uploaded before
         */
        record Text(String id, String text, Given given, List<String> files) implements Said {}

        /** {@code {"received":n}}: the browser has every message up to this number. */
        record Received(long number) implements Said {}

        /** {@code {"read":n}}: every message up to this number was on the screen. */
        record Read(long number) implements Said {}

        /** {@code {"sync":true}}: is there anything new? It is how a message written by another process arrives. */
        record Sync() implements Said {}

        /** {@code {"typing":true}}: the visitor began or stopped writing. */
        record Typing(boolean typing) implements Said {}

        /** Something we do not know. */
        record Unknown() implements Said {}

        /** Something we know, said wrongly. */
        record Wrong(@Nullable String id, String reason) implements Said {}
    }

    /** What we say. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    sealed interface Say {
        @JsonProperty
        default String type() {
            return switch (this) {
                case Welcome welcome -> "welcome";
                case Ack ack -> "ack";
                case Message message -> "message";
                case Typing typing -> "typing";
                case Refusal refusal -> "error";
            };
        }

        /** The visitor is connected, and is given what comes after this number. */
        record Welcome(long after) implements Say {}

        /** The visitor's message is safe, and has come back with its number before. */
        record Ack(String id) implements Say {}

        /**
         * Somebody wrote.
         *
         * @param id as the visitor's browser called it; absent when it is to the visitor
         * @param author absent when the visitor wrote it
         */
        record Message(
                long seq, @Nullable String id, @Nullable String author, String text, Instant at, List<File> files)
                implements Say {
            static Message of(long seq, Line line) {
                var answer = line.answer();
                return new Message(
                        seq,
                        line.id(),
                        answer == null ? null : answer.author(),
                        line.text(),
                        line.at(),
                        line.files().stream().map(File::of).toList());
            }
        }

        /** Somebody began or stopped writing to the visitor. */
        record Typing(String author, boolean typing) implements Say {}

        /** A file of a message. */
        record File(@Nullable String name, String mediaType, long size) {
            static File of(Attachment file) {
                return new File(file.name(), file.mediaType(), file.size());
            }
        }

        /**
         * The visitor's frame had no effect.
         *
         * @param retry whether the same frame may work later
         */
        record Refusal(@Nullable String id, String reason, boolean retry) implements Say {}
    }

    static Said read(ObjectMapper json, String text, int maxLength) {
        JsonNode frame;
        try {
            frame = json.readTree(text);
        } catch (IOException e) {
            return new Said.Wrong(null, "A frame is a JSON object.");
        }
        if (frame == null || !frame.isObject()) {
            return new Said.Wrong(null, "A frame is a JSON object.");
        }
        if (frame.has("text") || frame.has("files")) {
            return text(frame, maxLength);
        }
        if (frame.path("received").canConvertToLong()) {
            return new Said.Received(frame.path("received").asLong());
        }
        if (frame.path("read").canConvertToLong()) {
            return new Said.Read(frame.path("read").asLong());
        }
        if (frame.path("typing").isBoolean()) {
            return new Said.Typing(frame.path("typing").asBoolean());
        }
        return frame.has("sync") ? new Said.Sync() : new Said.Unknown();
    }

    private static Said text(JsonNode frame, int maxLength) {
        var id = frame.path("id");
        if (!id.isTextual() || id.asText().isBlank() || id.asText().length() > MAX_ID) {
            return new Said.Wrong(null, "A message has an id of 1 to " + MAX_ID + " characters.");
        }
        var files = new ArrayList<String>();
        frame.path("files").forEach(file -> files.add(file.asText()));
        if (files.size() > ChatConfig.MOST_FILES) {
            return new Said.Wrong(id.asText(), "A message has at most " + ChatConfig.MOST_FILES + " files.");
        }
        var text = frame.path("text");
        boolean isSilent = text.asText().isBlank() && files.isEmpty();
        if (isSilent || text.isContainerNode()) {
            return new Said.Wrong(id.asText(), "The message has no text.");
        }
        if (text.asText().length() > maxLength) {
            return new Said.Wrong(id.asText(), "A message has at most " + maxLength + " characters.");
        }
        var given = new Given(word(frame, "name"), word(frame, "email"));
        return given.objection()
                .<Said>map(why -> new Said.Wrong(id.asText(), why))
                .orElseGet(() -> new Said.Text(id.asText(), text.asText(), given, files));
    }

    private static @Nullable String word(JsonNode frame, String name) {
        return frame.path("contact").path(name).textValue();
    }
}
