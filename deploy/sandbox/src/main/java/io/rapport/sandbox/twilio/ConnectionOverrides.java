package io.rapport.sandbox.twilio;

import io.rapport.sandbox.phone.Webhooks.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How often Twilio calls again, as written behind the {@code #} of a webhook's address; neither called nor signed.
 *
 * @param count of repetitions
 * @param policies after what: {@code ct} no connection, {@code rt} no answer in time, {@code 4xx}, {@code 5xx}, {@code all}
 * @see <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides">Connection overrides</a>
 */
record ConnectionOverrides(int count, Set<String> policies) {
    private static final Pattern COUNT = Pattern.compile("(?:^|&)rc=([0-5])(?:&|$)");
    private static final Pattern POLICIES = Pattern.compile("(?:^|&)rp=([a-z0-9,]+)(?:&|$)");

    static ConnectionOverrides of(URI webhook) {
        var fragment = webhook.getRawFragment() == null ? "" : webhook.getRawFragment();
        var count = COUNT.matcher(fragment);
        var policies = POLICIES.matcher(fragment);
        return new ConnectionOverrides(
                count.find() ? Integer.parseInt(count.group(1)) : 1,
                policies.find()
                        ? Arrays.stream(policies.group(1).split(",")).collect(Collectors.toUnmodifiableSet())
                        : Set.of("ct"));
    }

    boolean callsAgainAfter(Answer answer) {
        return policies.contains("all")
                || policies.contains(
                        switch (answer.status()) {
                            case Answer.NO_CONNECTION -> "ct";
                            case Answer.TOO_SLOW -> "rt";
                            default -> answer.status() / 100 + "xx";
                        });
    }
}
