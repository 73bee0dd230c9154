package io.rapport.routing.conversation.model;

import io.rapport.contracts.value.Explanation;

/** The rules by which conversations move, named in explanations. */
final class Rules {
    static final String VERSION = "conversation-1";

    private Rules() {}

    static Explanation because(String rule, String text) {
        return new Explanation(rule, text, VERSION);
    }
}
