package io.rapport.desk.timeline.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.contracts.value.Attachment;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message's files in one column, empty for most messages. */
@Singleton
class FilesColumn {
    private static final TypeReference<List<Attachment>> FILES = new TypeReference<>() {};

    private final ObjectMapper json;

    FilesColumn(ObjectMapper json) {
        this.json = json;
    }

    @Nullable
    String write(List<Attachment> files) {
        try {
            return files.isEmpty() ? null : json.writeValueAsString(files);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Attachment> read(@Nullable String files) {
        try {
            return files == null ? List.of() : json.readValue(files, FILES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
