package io.rapport.social;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes from a good call bad ones: values of other types, missing and repeated fields, cut and changed bytes. */
public final class Mangler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] ODD = {
        "null", "true", "-1", "1e400", "99999999999999999999", "\"\"", "\"\\u0000\\ud83d\"", "[]", "{}", "[[{}]]", "0.5"
    };

    private final Random random;

    public Mangler(long seed) {
        random = new Random(seed);
    }

    public byte[] mangle(String good) {
        try {
            var tree = JSON.readTree(good);
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(tree);
            }
            var bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(10) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(JsonNode tree) throws JsonProcessingException {
        var containers = new ArrayList<JsonNode>();
        collect(tree, containers);
        switch (containers.get(random.nextInt(containers.size()))) {
            case ObjectNode object
            when !object.isEmpty() -> {
                var names = object.properties().stream().map(it -> it.getKey()).toList();
                var name = names.get(random.nextInt(names.size()));
                if (random.nextBoolean()) {
                    object.remove(name);
                } else {
                    object.set(name, odd());
                }
            }
            case ArrayNode array -> array.add(odd());
            default -> {}
        }
    }

    private JsonNode odd() throws JsonProcessingException {
        return JSON.readTree(ODD[random.nextInt(ODD.length)]);
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(it -> collect(it, into));
        }
    }
}
