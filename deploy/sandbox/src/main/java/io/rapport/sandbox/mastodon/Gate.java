package io.rapport.sandbox.mastodon;

import io.rapport.sandbox.mastodon.RateLimit.Standing;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Lets the account in, and says with each answer how often it may still call.
 *
 * @see <a href="https://docs.joinmastodon.org/api/rate-limits/">Rate limits</a>
 */
@Provider
@Authorized
public class Gate implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String STANDING = Gate.class.getName();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(ZoneOffset.UTC);

    private final RateLimit calls = new RateLimit(300, Duration.ofMinutes(5));
    private final RateLimit uploads = new RateLimit(30, Duration.ofMinutes(30));

    /** Later: filters are made before the configuration is read. */
    private final Instance<CompanyAccount> company;

    private final Clock clock;

    Gate(Instance<CompanyAccount> company, Clock clock) {
        this.company = company;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        if (!company.get().knows(call.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            refuse(call, MastodonError.STRANGER);
            return;
        }
        var standing = count(call, clock.instant());
        call.setProperty(STANDING, standing);
        if (standing.isExceeded()) {
            refuse(call, new MastodonError(429, "Too many requests"));
        }
    }

    /** By the limit that is the closest. */
    private Standing count(ContainerRequestContext call, Instant now) {
        var all = calls.count(now);
        boolean isUpload =
                call.getMethod().equals("POST") && call.getUriInfo().getPath().matches("/?api/v[12]/media");
        if (!isUpload) {
            return all;
        }
        var media = uploads.count(now);
        return media.isExceeded() || media.remaining() < all.remaining() ? media : all;
    }

    private static void refuse(ContainerRequestContext call, MastodonError error) {
        call.abortWith(Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(error.body())
                .build());
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (call.getProperty(STANDING) instanceof Standing standing) {
            answer.getHeaders().putSingle("X-RateLimit-Limit", standing.most());
            answer.getHeaders().putSingle("X-RateLimit-Remaining", standing.remaining());
            answer.getHeaders().putSingle("X-RateLimit-Reset", MICROSECONDS.format(standing.reset()));
        }
    }
}
