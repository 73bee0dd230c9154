package io.rapport.sandbox.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.sandbox.people.People;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What the company is notified of: that customers mention it.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/notifications/">Notifications</a>
 */
@Path("/api/v1/notifications")
@Produces(MediaType.APPLICATION_JSON)
@Authorized
public class NotificationResource {
    private static final String USUAL_LIMIT = "40";
    private static final long MOST = 80;
    private static final String KIND = "mention";
    private static final Set<String> PLACE = Set.of("max_id", "since_id", "min_id");

    private final Statuses statuses;
    private final Entities entities;
    private final People people;
    private final ObjectMapper json;

    NotificationResource(Statuses statuses, Entities entities, People people, ObjectMapper json) {
        this.statuses = statuses;
        this.entities = entities;
        this.people = people;
        this.json = json;
    }

    /** Newest first; those right after {@code min_id}, or the newest ones. */
    @GET
    public RestResponse<JsonNode> list(@Context UriInfo address) {
        var asked = address.getQueryParameters();
        var wanted = wanted(asked);
        long limit = Math.clamp(
                number(asked.getOrDefault("limit", List.of(USUAL_LIMIT)).getFirst()), 1, MOST);
        var all = statuses.notifications().stream().filter(wanted).toList();
        var page = asked.containsKey("min_id")
                ? all.stream().limit(limit).toList().reversed()
                : all.reversed().stream().limit(limit).toList();
        var shown = json.createArrayNode();
        page.forEach(it -> shown.add(entities.notification(it)));
        var answer = ResponseBuilder.<JsonNode>ok(shown);
        if (!page.isEmpty()) {
            var next = link(address, "max_id", page.getLast());
            var previous = link(address, "min_id", page.getFirst());
            answer.header("Link", "<" + next + ">; rel=\"next\", <" + previous + ">; rel=\"prev\"");
        }
        return answer.build();
    }

    @GET
    @Path("{id}")
    public RestResponse<JsonNode> one(@PathParam("id") String id) {
        return statuses.notifications().stream()
                .filter(it -> id.equals(it.notification()))
                .findFirst()
                .map(it -> RestResponse.<JsonNode>ok(entities.notification(it)))
                .orElseGet(MastodonError.NOT_FOUND::response);
    }

    private Predicate<Status> wanted(MultivaluedMap<String, String> asked) {
        var kinds = asked.getOrDefault("types[]", List.of(KIND));
        boolean isKind = kinds.contains(KIND)
                && !asked.getOrDefault("exclude_types[]", List.of()).contains(KIND);
        var highest = asked.getFirst("max_id");
        long below = highest == null ? Long.MAX_VALUE : number(highest);
        long above = Math.max(number(asked.getFirst("since_id")), number(asked.getFirst("min_id")));
        var from = asked.getFirst("account_id");
        return it -> {
            long id = number(it.notification());
            return isKind && id < below && id > above && (from == null || isFrom(it, from));
        };
    }

    private boolean isFrom(Status status, String account) {
        return people.with(String.valueOf(status.customer()))
                .filter(it -> Entities.id(it).equals(account))
                .isPresent();
    }

    /** What is no number counts as 0. */
    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static URI link(UriInfo asked, String place, Status status) {
        var link = asked.getRequestUriBuilder();
        PLACE.forEach(link::replaceQueryParam);
        return link.queryParam(place, status.notification()).build();
    }
}
