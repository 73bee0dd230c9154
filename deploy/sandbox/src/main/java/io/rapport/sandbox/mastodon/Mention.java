package io.rapport.sandbox.mastodon;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An account named in a text.
 *
 * @param server empty when it is the server's own
 */
record Mention(String name, String server) {
    static final Pattern PATTERN =
            Pattern.compile("(?<![\\w/@])@(?<name>\\w+(?:[\\w.-]*\\w)?)(?:@(?<server>[\\w.-]*\\w(?::\\d+)?))?");

    static Mention of(MatchResult match) {
        var server = match.group("server");
        return new Mention(match.group("name"), server == null ? "" : server);
    }

    static List<Mention> in(String text) {
        return PATTERN.matcher(text).results().map(Mention::of).toList();
    }

    /** {@code name@server}. */
    String account() {
        return name + "@" + server;
    }
}
