package io.rapport.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Compares a released schema with today's: a reader of yesterday must understand a writer of today. */
final class Additive {
    private Additive() {}

    static void compare(String where, JsonNode released, JsonNode now, List<String> broken) {
        for (var keyword : List.of("type", "format", "$ref", "const")) {
            if (released.has(keyword) && !released.get(keyword).equals(now.get(keyword))) {
                broken.add(where + ": " + keyword + " was " + released.get(keyword) + ", is " + now.get(keyword));
            }
        }
        for (var value : released.path("enum")) {
            if (!contains(now.path("enum"), value)) {
                broken.add(where + ": the value " + value + " is gone");
            }
        }
        for (var name : released.path("required")) {
            if (!contains(now.path("required"), name)) {
                broken.add(where + ": " + name + " may be absent now");
            }
        }
        for (var part : List.of("properties", "$defs")) {
            released.path(part).properties().forEach(property -> {
                var inside = where + "." + property.getKey();
                var today = now.path(part).get(property.getKey());
                if (today == null) {
                    if (part.equals("properties")) {
                        broken.add(inside + " is gone");
                    }
                } else {
                    compare(inside, property.getValue(), today, broken);
                }
            });
        }
        if (released.has("items") && now.has("items")) {
            compare(where + "[]", released.get("items"), now.get("items"), broken);
        }
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (var element : array) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
