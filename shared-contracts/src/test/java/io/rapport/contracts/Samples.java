package io.rapport.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.contracts.value.TenantId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A first sample of a record, every component filled, to be made lifelike by hand and kept. */
final class Samples {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Samples() {}

    static JsonNode of(Class<?> record) {
        return Wire.JSON.valueToTree(instance(record));
    }

    private static Object instance(Class<?> record) {
        try {
            var components = record.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = value(components[i], components[i].getGenericType());
            }
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(RecordComponent component, Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return List.of(value(component, generic.getActualTypeArguments()[0]));
            }
            return switch (component.getName()) {
                case "settings" -> Map.of("number", "+14155552671");
                case "secrets" -> Map.of("auth-token", "twilio-main-token");
                default -> Map.of("order", "A-1001");
            };
        }
        var raw = (Class<?>) type;
        if (raw == TenantId.class) {
            return TenantId.DEFAULT;
        }
        if (raw == String.class) {
            return text(component.getName());
        }
        if (raw == UUID.class) {
            return DeterministicId.of("sample", component.getDeclaringRecord().getSimpleName(), component.getName());
        }
        if (raw == Instant.class) {
            return NOON;
        }
        if (raw == boolean.class) {
            return true;
        }
        if (raw == int.class) {
            return component.getName().equals("scaleMax") ? 5 : 1;
        }
        if (raw == long.class || raw == Long.class) {
            return 3L;
        }
        if (raw == double.class || raw == Double.class) {
            return 0.5;
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        return instance(raw);
    }

    private static String text(String name) {
        return switch (name) {
            case "address", "party" -> "casey@example.com";
            case "account" -> "support@example.com";
            case "accountId" -> "main";
            case "provider" -> "twilio";
            case "providerMessageId", "inReplyTo", "references" -> "<1001@example.com>";
            case "url" -> "https://rapport.example.com/survey/opaque-token";
            case "mediaType" -> "text/plain";
            case "contentId" -> "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
            case "htmlContentId" -> "sha256:6dfc41afd0d0a8b2f1e5d2a5c2c9d5d4f6f2f1b8c1a1e6c5e1f1a2b3c4d5e6f7";
            case "cid" -> "image001@example.com";
            case "formulaId" -> "csat-5pt-top2@1";
            case "policyVersion" -> "routing@1";
            case "clock" -> "first-reply";
            case "rawRef" -> "raw/default/00/0000";
            default -> "a " + name.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
        };
    }
}
