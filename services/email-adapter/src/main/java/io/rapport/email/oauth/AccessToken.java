package io.rapport.email.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.email.EmailConfig;
import io.rapport.platform.channel.provider.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one account, fetched when it is needed and kept until shortly before it expires: by a refresh token where there is
 * one, else by the client's own credentials.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749">RFC 6749 sections 4.4, 5 and 6</a>
 */
public final class AccessToken {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** Where the endpoint does not say. */
    private static final long LIFETIME_SECONDS = 300;

    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    private final EmailConfig.OAuth config;
    private final JsonHttp http;
    private final Clock clock;
    private @Nullable String refreshToken;
    private @Nullable String token;
    private Instant expires = Instant.MIN;

    public AccessToken(EmailConfig.OAuth config, ObjectMapper json, Clock clock) {
        this.config = config;
        this.http = new JsonHttp(json, PATIENCE);
        this.clock = clock;
        this.refreshToken = config.refreshToken().orElse(null);
    }

    /** The endpoint does not give a token, and will not until somebody acts; says why, in the endpoint's word. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super("The token endpoint refuses: " + why);
        }
    }

    /**
     * A token that is still good for a while. Blocks while it is fetched.
     *
     * @throws Refused when there will be none
     * @throws IOException when there is none now
     */
    public synchronized String get() throws IOException, InterruptedException {
        var known = token;
        if (known != null && clock.instant().isBefore(expires)) {
            return known;
        }
        var answer = answer();
        var body = answer.body();
        var fetched = body.path("access_token").asText("");
        if (answer.status() == 400 || answer.status() == 401) {
            var error = body.path("error").asText("");
            throw new Refused(ERROR.matcher(error).matches() ? error : "HTTP " + answer.status());
        }
        if (answer.status() != 200 || fetched.isEmpty()) {
            throw new IOException("The token endpoint gives no token: HTTP " + answer.status());
        }
        // an endpoint may give a new one with each use, and forget the old one
        refreshToken = body.path("refresh_token").asText(refreshToken);
        var lifetime = Duration.ofSeconds(body.path("expires_in").asLong(LIFETIME_SECONDS));
        expires = clock.instant().plus(lifetime).minus(MARGIN);
        token = fetched;
        return fetched;
    }

    /** A server did not take it: the next one is new. */
    public synchronized void forget() {
        token = null;
    }

    private JsonHttp.Answer answer() throws IOException, InterruptedException {
        var form = new LinkedHashMap<String, String>();
        form.put("client_id", config.clientId());
        config.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        config.scope().ifPresent(scope -> form.put("scope", scope));
        var refresh = refreshToken;
        if (refresh == null) {
            form.put("grant_type", "client_credentials");
        } else {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", refresh);
        }
        try {
            return http.post(http.to(URI.create(config.tokenEndpoint())), form.entrySet())
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("The token endpoint does not answer", e.getCause());
        }
    }
}
